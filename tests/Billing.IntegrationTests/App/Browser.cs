using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Billing.IntegrationTests.App;

/// <summary>A browser without script: follows redirects, keeps cookies, sends forms with everything that is in them.</summary>
public sealed class Browser : IDisposable
{
    private readonly HttpClient client;

    public Browser(Uri address)
    {
        Cookies = new CookieContainer();
        client = new HttpClient(new HttpClientHandler { CookieContainer = Cookies }) { BaseAddress = address };
    }

    public CookieContainer Cookies { get; }

    public IDocument Page { get; private set; } = null!;

    public HttpStatusCode Status { get; private set; }

    /// <summary>Where it came to after redirects.</summary>
    public string Path { get; private set; } = "";

    public HttpClient Http => client;

    /// <summary>The page's text with single spaces.</summary>
    public string Text => string.Join(' ', (Page.QuerySelector("main")?.TextContent ?? Page.Body!.TextContent).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public async Task<Browser> GetAsync(string path)
    {
        await TakeAsync(await client.GetAsync(new Uri(path, UriKind.RelativeOrAbsolute)));
        return this;
    }

    /// <summary>Sends a form of the page: the one whose action ends so, or the first in the page's main part. Fields named in <paramref name="without"/> are unticked.</summary>
    public async Task<Browser> SubmitAsync(Dictionary<string, string> values, string? action = null, string? button = null, params string[] without)
    {
        var form = Form(action);
        var content = Fields(form, values);
        content.RemoveAll(field => without.Contains(field.Key));
        if (button is not null) content.Add(new(button.Split('=')[0], button.Contains('=') ? button.Split('=')[1] : ""));
        var to = form.GetAttribute("action") is { Length: > 0 } given ? given : Path;
        using var body = new FormUrlEncodedContent(content);
        await TakeAsync(await client.PostAsync(new Uri(to, UriKind.RelativeOrAbsolute), body));
        return this;
    }

    /// <summary>Sends the page's own form with a file chosen in it, as browsers do: in parts, each with its name.</summary>
    public async Task<Browser> UploadAsync(Dictionary<string, string> values, string field, string fileName, byte[] bytes)
    {
        var form = Form(null);
        using var body = new MultipartFormDataContent();
        foreach (var (name, value) in Fields(form, values).Where(f => f.Key != field)) body.Add(new StringContent(value), name);
        body.Add(new ByteArrayContent(bytes), field, fileName);
        await TakeAsync(await client.PostAsync(new Uri(form.GetAttribute("action") ?? Path, UriKind.RelativeOrAbsolute), body));
        return this;
    }

    /// <summary>Posts to an address as a page's button would, with the page's token.</summary>
    public async Task<Browser> PostAsync(string path, params (string Name, string Value)[] values)
    {
        const string token = "__RequestVerificationToken";
        using var body = new FormUrlEncodedContent([new(token, Value(token) ?? ""), .. values.Select(v => KeyValuePair.Create(v.Name, v.Value))]);
        await TakeAsync(await client.PostAsync(new Uri(path, UriKind.RelativeOrAbsolute), body));
        return this;
    }

    /// <summary>All that a form of the page would send with these changes, but for its token; see <see cref="SubmitAsync"/>.</summary>
    public IReadOnlyList<(string Name, string Value)> Content(Dictionary<string, string> values, string? action = null, params string[] without) =>
        [.. Fields(Form(action), values).Where(f => f.Key != "__RequestVerificationToken" && !without.Contains(f.Key)).Select(f => (f.Key, f.Value.ReplaceLineEndings("\n")))];

    /// <summary>What a field of the page shows.</summary>
    public string? Value(string name) => Page.QuerySelector($"[name='{name}']") switch
    {
        IHtmlInputElement input => input.Value,
        IHtmlTextAreaElement area => area.Value,
        IHtmlSelectElement select => select.Value,
        _ => null,
    };

    /// <summary>The errors beside a field.</summary>
    public string Error(string name)
    {
        var field = Page.QuerySelector($"[name='{name}']")?.Closest(".field") ?? throw new InvalidOperationException($"No field {name} on {Path}.");
        return string.Join(' ', field.QuerySelectorAll(".error").Select(e => e.TextContent));
    }

    /// <summary>The errors beside all fields.</summary>
    public IReadOnlyList<string> Errors => [.. Page.QuerySelectorAll(".error").Select(e => e.TextContent)];

    /// <summary>Errors of the form as a whole.</summary>
    public string Notice => string.Join(' ', Page.QuerySelectorAll(".notice").Select(n => n.TextContent.Trim()));

    public void Dispose() => client.Dispose();

    private IHtmlFormElement Form(string? action)
    {
        var forms = Page.QuerySelectorAll<IHtmlFormElement>("form");
        var form = action is null ? Page.QuerySelector<IHtmlFormElement>("main form.stackform[method=post]") ?? Page.QuerySelector<IHtmlFormElement>("main form[method=post]") : forms.FirstOrDefault(f => f.GetAttribute("action")?.EndsWith(action, StringComparison.Ordinal) == true);
        return form ?? throw new InvalidOperationException($"No form {action} on {Path}: {Text}");
    }

    private static List<KeyValuePair<string, string>> Fields(IHtmlFormElement form, Dictionary<string, string> values)
    {
        var fields = new List<KeyValuePair<string, string>>();
        foreach (var control in form.Elements)
        {
            var name = control.GetAttribute("name");
            if (string.IsNullOrEmpty(name) || values.ContainsKey(name) || control is IHtmlButtonElement) continue;
            if (control is IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false }) continue;
            fields.Add(new(name, control switch { IHtmlInputElement i => i.Value, IHtmlTextAreaElement t => t.Value, IHtmlSelectElement s => s.Value ?? "", _ => "" }));
        }

        fields.AddRange(values);
        return fields;
    }

    private async Task TakeAsync(HttpResponseMessage response)
    {
        using (response)
        {
            Status = response.StatusCode;
            Path = response.RequestMessage!.RequestUri!.PathAndQuery;
            var html = await response.Content.ReadAsStringAsync();
            Page = await new HtmlParser().ParseDocumentAsync(html);
        }
    }
}
