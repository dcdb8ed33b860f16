using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using Microsoft.AspNetCore.Mvc.Razor;

namespace Billing.Web.Features.Shared;

/// <summary>Looks for a controller's views in the folder of its feature, which its namespace names.</summary>
internal sealed class FeatureFolders : IViewLocationExpander
{
    public void PopulateValues(ViewLocationExpanderContext context) =>
        context.Values["feature"] = Feature(context);

    public IEnumerable<string> ExpandViewLocations(ViewLocationExpanderContext context, IEnumerable<string> viewLocations) =>
        viewLocations.Select(location => location.Replace("{2}", Feature(context), StringComparison.Ordinal));

    private static string Feature(ViewLocationExpanderContext context) =>
        context.ActionContext.ActionDescriptor is ControllerActionDescriptor controller
            ? controller.ControllerTypeInfo.Namespace!.Split('.')[^1]
            : "Shared";
}

/// <summary>Keeps what a person typed as it was: an empty field stays an empty text instead of becoming null.</summary>
internal sealed class TextStaysAsTyped : IDisplayMetadataProvider
{
    public void CreateDisplayMetadata(DisplayMetadataProviderContext context)
    {
        if (context.Key.ModelType == typeof(string)) context.DisplayMetadata.ConvertEmptyStringToNull = false;
    }
}
