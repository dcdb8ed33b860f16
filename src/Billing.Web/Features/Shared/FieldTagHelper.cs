using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Billing.Web.Features.Shared;

/// <summary>One field of a form: label, hint, control, and the error beside it, tied together for screen readers.</summary>
/// <remarks>Attributes it does not know go to the control. With options it is a select, with rows a text area.</remarks>
[HtmlTargetElement("field", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class FieldTagHelper : TagHelper
{
    public ModelExpression For { get; set; } = null!;

    public string Label { get; set; } = "";

    public string? Hint { get; set; }

    public string Type { get; set; } = "text";

    public IEnumerable<SelectListItem>? Options { get; set; }

    public int? Rows { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    private string Name => ViewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name);

    private string Id => IdOf(Name);

    /// <summary>The id of the control with this name.</summary>
    internal static string IdOf(string name) => name.Replace('.', '-').Replace('[', '-').Replace(']', '-');

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var errors = ViewContext.ModelState.TryGetValue(Name, out var state) ? state.Errors.Select(e => e.ErrorMessage).ToList() : [];
        var control = Control();
        foreach (var attribute in output.Attributes) control.Attributes[attribute.Name] = attribute.Value?.ToString() ?? "";
        output.Attributes.Clear();
        Describe(control, errors.Count > 0);
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", Type == "checkbox" ? "field check" : "field");
        Write(output.Content, control, errors);
    }

    private void Write(TagHelperContent content, TagBuilder control, List<string> errors)
    {
        var label = new TagBuilder("label");
        label.Attributes["for"] = Id;
        label.InnerHtml.Append(Label);
        if (Type == "checkbox") content.AppendHtml(control).AppendHtml(label);
        else content.AppendHtml(label);
        if (Hint is not null) content.AppendHtml(Note("hint", $"{Id}-hint", Hint));
        if (Type != "checkbox") content.AppendHtml(control);
        if (errors.Count == 0) return;
        var list = new TagBuilder("div");
        list.AddCssClass("errors");
        list.Attributes["id"] = $"{Id}-error";
        list.Attributes["role"] = "alert";
        foreach (var error in errors) list.InnerHtml.AppendHtml(Note("error", null, error));
        content.AppendHtml(list);
    }

    private TagBuilder Control()
    {
        var value = For.Model?.ToString() ?? "";
        if (Options is not null) return Select(value);
        if (Rows is { } rows)
        {
            var area = new TagBuilder("textarea");
            area.Attributes["rows"] = rows.ToString(System.Globalization.CultureInfo.InvariantCulture);
            area.InnerHtml.Append("\n" + value);
            return area;
        }

        var input = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
        input.Attributes["type"] = Type;
        if (Type == "checkbox")
        {
            input.Attributes["value"] = "true";
            if (For.Model is true) input.Attributes["checked"] = "checked";
        }
        else if (Type is not ("password" or "file")) input.Attributes["value"] = value;
        return input;
    }

    private TagBuilder Select(string value)
    {
        var select = new TagBuilder("select");
        foreach (var item in Options!)
        {
            var option = new TagBuilder("option");
            option.Attributes["value"] = item.Value;
            if (string.Equals(item.Value, value, StringComparison.OrdinalIgnoreCase)) option.Attributes["selected"] = "selected";
            option.InnerHtml.Append(item.Text);
            select.InnerHtml.AppendHtml(option);
        }

        return select;
    }

    private void Describe(TagBuilder control, bool wrong)
    {
        control.Attributes["id"] = Id;
        control.Attributes["name"] = Name;
        var described = string.Join(' ', ((string?[])[Hint is null ? null : $"{Id}-hint", wrong ? $"{Id}-error" : null]).OfType<string>());
        if (described.Length > 0) control.Attributes["aria-describedby"] = described;
        if (wrong) control.Attributes["aria-invalid"] = "true";
    }

    private static TagBuilder Note(string css, string? id, string text)
    {
        var note = new TagBuilder("span");
        note.AddCssClass(css);
        if (id is not null) note.Attributes["id"] = id;
        note.InnerHtml.Append(text);
        return note;
    }
}

/// <summary>What is wrong with the form as a whole, and how many fields need a look, at its top.</summary>
[HtmlTargetElement("errors", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ErrorsTagHelper : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var errors = ViewContext.ModelState.Where(e => e.Value!.Errors.Count > 0).ToList();
        if (errors.Count == 0)
        {
            output.SuppressOutput();
            return;
        }

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "notice bad");
        output.Attributes.SetAttribute("role", "alert");
        output.Attributes.SetAttribute("tabindex", "-1");

        // Brings it into view and to a screen reader's attention, wherever on the page its form stands.
        output.Attributes.SetAttribute("autofocus", "");
        foreach (var error in errors.Where(e => e.Key.Length == 0).SelectMany(e => e.Value!.Errors)) output.Content.AppendHtml(Paragraph(error));
        var fields = errors.Count(e => e.Key.Length > 0);
        if (fields > 0) output.Content.AppendHtml(Paragraph(fields == 1 ? "One field needs a look; nothing was saved." : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{fields} fields need a look; nothing was saved.")));
    }

    private static TagBuilder Paragraph(ModelError error) => Paragraph(error.ErrorMessage);

    private static TagBuilder Paragraph(string text)
    {
        var p = new TagBuilder("p");
        p.InnerHtml.Append(text);
        return p;
    }
}

/// <summary>
/// What was refused, each sentence a link to its field, for an answer that comes without the form itself. On a page with the form it is an
/// empty place for such answers, since the sentences stand beside the fields there.
/// </summary>
[HtmlTargetElement("refusals", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class RefusalsTagHelper : TagHelper
{
    public string Id { get; set; } = "";

    /// <summary>The sentence above them; null on a page with the form.</summary>
    public string? Lead { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("id", Id);
        output.Attributes.SetAttribute("class", "refused");
        output.Attributes.SetAttribute("aria-live", "polite");
        if (Lead is null || ViewContext.ModelState.IsValid) return;
        var list = new TagBuilder("ul");
        foreach (var (field, state) in ViewContext.ModelState)
            foreach (var error in state.Errors) list.InnerHtml.AppendHtml(Item(field, error.ErrorMessage));
        var lead = new TagBuilder("p");
        lead.InnerHtml.Append(Lead);
        var notice = new TagBuilder("div");
        notice.AddCssClass("notice warn");
        output.Content.AppendHtml(notice.RenderStartTag()).AppendHtml(lead).AppendHtml(list).AppendHtml(notice.RenderEndTag());
    }

    private static TagBuilder Item(string field, string sentence)
    {
        var item = new TagBuilder("li");
        if (field.Length == 0)
        {
            item.InnerHtml.Append(sentence);
            return item;
        }

        var link = new TagBuilder("a");
        link.Attributes["href"] = "#" + FieldTagHelper.IdOf(field);
        link.InnerHtml.Append(sentence);
        item.InnerHtml.AppendHtml(link);
        return item;
    }
}
