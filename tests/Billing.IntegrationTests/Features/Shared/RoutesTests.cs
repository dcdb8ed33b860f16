using System.Net;
using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using Billing.Domain.Mail;
using Billing.IntegrationTests.App;
using Microsoft.EntityFrameworkCore;

namespace Billing.IntegrationTests.Features.Shared;

/// <summary>Who may go where (DESIGN §8): every route the app has, as nobody and as each role.</summary>
public sealed class RoutesTests : IAsyncLifetime
{
    // As nobody, bookkeeper, engineer and owner. "in" leads to sign-in, "no" to the page that says it is not allowed. A POST is sent without
    // its token: 400 means that it got past the roles, and nothing is done.
    private const string Expected = """
        GET /                                    in  200 200 200
        GET /clients                             in  200 200 200
        GET /clients/new                         in  no  no  200
        POST /clients/new                        in  no  no  400
        GET /clients/{id}                        in  200 200 200
        GET /clients/{id}/edit                   in  no  no  200
        POST /clients/{id}/edit                  in  no  no  400
        GET /clock/meter                         in  no  204 204
        POST /clock/start                        in  no  400 400
        POST /clock/stop                         in  no  400 400
        GET /contracts                           in  /clients /clients /clients
        GET /contracts/new                       in  no  no  200
        POST /contracts/new                      in  no  no  400
        GET /contracts/{id}                      in  200 200 200
        GET /contracts/{id}/cost                 in  200 200 200
        POST /contracts/{id}/cost                in  no  no  400
        GET /contracts/{id}/cost/answer          in  200 200 200
        POST /contracts/{id}/cost/answer         in  no  no  400
        GET /contracts/{id}/edit                 in  no  no  200
        POST /contracts/{id}/edit                in  no  no  400
        GET /contracts/{id}/invoice              in  no  no  200
        POST /contracts/{id}/invoice             in  no  no  400
        GET /contracts/{id}/lines/new            in  200 200 200
        POST /contracts/{id}/lines/new           in  400 400 400
        POST /contracts/{id}/state               in  no  no  400
        GET /contracts/{id}/terms                in  no  no  200
        POST /contracts/{id}/terms               in  no  no  400
        POST /contracts/{id}/terms/draft         in  no  no  400
        POST /contracts/{id}/terms/preview       in  no  no  400
        ANY /error                               200 200 200 200
        GET /incidents                           in  200 200 200
        GET /incidents/new                       in  no  200 200
        POST /incidents/new                      in  no  400 400
        GET /incidents/{id}                      in  200 200 200
        GET /incidents/{id}/edit                 in  no  200 200
        POST /incidents/{id}/edit                in  no  400 400
        POST /incidents/{id}/state               in  no  400 400
        GET /invoices                            in  200 200 200
        GET /invoices/{id}                       in  200 200 200
        GET /invoices/{id}/pdf                   in  200 200 200
        POST /invoices/{id}/mail                 in  400 no  400
        GET /join/{secret}                       200 200 200 200
        POST /join/{secret}                      400 400 400 400
        GET /lines/{id}                          in  404 404 200
        POST /lines/{id}                         in  400 400 400
        GET /lines/{id}/delete                   in  404 404 200
        POST /lines/{id}/delete                  in  400 400 400
        GET /lines/{id}/receipt                  in  200 404 200
        GET /mail                                in  200 no  200
        POST /mail/{id}/again                    in  400 no  400
        POST /mail/{id}/cancel                   in  400 no  400
        GET /not-allowed                         403 403 403 403
        GET /runs                                in  200 no  200
        POST /runs/drafts/approve                in  no  no  400
        GET /runs/drafts/{contract}/{period}     in  200 no  200
        POST /runs/drafts/{contract}/{period}    in  no  no  400
        POST /runs/now                           in  no  no  400
        GET /runs/preview                        in  200 no  200
        POST /runs/retry/{id}                    in  no  no  400
        GET /runs/{id}                           in  200 no  200
        GET /runs/{id}/so-far                    in  200 no  200
        GET /settings                            in  /settings/you /settings/you 200
        GET /settings/bank                       in  no  no  /settings
        POST /settings/bank                      in  no  no  400
        GET /settings/exchange-rates             in  no  no  200
        POST /settings/exchange-rates            in  no  no  400
        GET /settings/exchange-rates/delete      in  no  no  /settings/exchange-rates
        POST /settings/exchange-rates/delete     in  no  no  400
        GET /settings/identity                   in  no  no  /settings
        POST /settings/identity                  in  no  no  400
        POST /settings/invitations/{id}/withdraw in  no  no  400
        GET /settings/mail                       in  no  no  200
        POST /settings/mail                      in  no  no  400
        GET /settings/mail/off                   in  no  no  /settings/mail
        POST /settings/mail/off                  in  no  no  400
        GET /settings/mail/test                  in  no  no  /settings/mail
        POST /settings/mail/test                 in  no  no  400
        GET /settings/mail/texts                 in  no  no  200
        GET /settings/members                    in  no  no  200
        POST /settings/members                   in  no  no  400
        GET /settings/numbering                  in  no  no  /settings
        POST /settings/numbering                 in  no  no  400
        GET /settings/vat                        in  no  no  /settings
        POST /settings/vat                       in  no  no  400
        GET /settings/you                        in  200 200 200
        POST /settings/you                       in  400 400 400
        GET /sign-in                             200 200 200 200
        POST /sign-in                            400 400 400 400
        POST /sign-out                           400 400 400 400
        ANY /status/{code:int}                   200 200 200 200
        GET /timesheet                           in  200 200 200
        GET /timesheet/new                       in  no  200 200
        POST /timesheet/new                      in  no  400 400
        GET /timesheet/{id}                      in  no  404 200
        POST /timesheet/{id}                     in  no  400 400
        POST /timesheet/{id}/confirm             in  no  400 400
        GET /timesheet/{id}/delete               in  no  404 200
        POST /timesheet/{id}/delete              in  no  400 400
        GET /welcome                             /   /   /   /
        POST /welcome                            400 400 400 400
        """;

    private readonly Dictionary<string, string> ids = new(StringComparer.Ordinal);
    private TestApp app = null!;
    private Browser ana = null!;

    public async Task InitializeAsync()
    {
        app = await TestApp.FoundedAsync(Example.At("2026-02-10T12:00:00Z"));
        var example = new Example(app);
        await example.ReadyAsync();
        var contract = await example.ContractAsync(await example.ClientAsync());
        var incident = await example.IncidentAsync(contract, "2026-01-10T08:00:00Z");
        await example.WorkAsync(contract, "2026-01-10T08:00:00Z", "2026-01-10T14:00:00Z", incident);
        await example.MemberAsync("bookkeeper", Role.Bookkeeper);
        await example.MemberAsync("engineer", Role.Engineer);
        var reviewed = await example.ContractAsync(await example.ClientAsync());
        await app.AsAsync(async db =>
        {
            (await db.Contracts.SingleAsync(c => c.Id == reviewed.Id)).BillingMode = BillingMode.Review;
            return await db.SaveChangesAsync();
        });
        await example.WorkAsync(reviewed, "2026-01-12T08:00:00Z", "2026-01-12T09:00:00Z");
        ids["reviewed"] = reviewed.Id.ToString();
        ana = await app.SignedInAsync();
        await ana.PostAsync("/runs/now");
        Assert.Equal("One invoice was issued. One draft waits for approval.", ana.Notice);
        var invitation = new Invitation(app.Owner.BusinessId, "Jonas", Role.Engineer, new byte[32], app.Owner.Id, app.Clock.Now, app.Clock.Now + NodaTime.Duration.FromDays(1));
        await app.SaveAsync(invitation);
        (ids["clients"], ids["contracts"], ids["incidents"], ids["settings"]) = (contract.ClientId.ToString(), contract.Id.ToString(), incident.Id.ToString(), invitation.Id.ToString());
        var mail = new OutboxMessage
        {
            BusinessId = app.Owner.BusinessId, Purpose = MailPurpose.Invoice, About = "x", Ordinal = 1, Recipient = "nordwind@example.com", RecipientName = null, IsCopy = false, Language = "en", Subject = "s",
            TextBody = "t", HtmlBody = "h", MessageId = "<m@example.org>", CreatedAt = app.Clock.Now, CreatedBy = null, NextAttemptAt = app.Clock.Now,
        };
        await app.SaveAsync(mail);
        ids["mail"] = mail.Id.ToString();
        ids["timesheet"] = (await example.WorkAsync(contract, "2026-02-03T08:00:00Z", "2026-02-03T22:00:00Z")).Id.ToString();
        var line = new FreeLine(app.Owner.BusinessId, contract.Id, FreeLineKind.Fixed, new(2026, 2, 3), "Migration", app.Owner.Id, app.Clock.Now) { UnitPrice = 4800m, ReceiptName = "offer.pdf" };
        await app.SaveAsync(line, new Receipt { BusinessId = line.BusinessId, FreeLineId = line.Id, ContentType = "application/pdf", Bytes = "%PDF-1.7"u8.ToArray(), Sha256 = new byte[32] });
        ids["lines"] = line.Id.ToString();
        ids["invoices"] = await app.AsAsync(db => db.Invoices.Select(i => i.Id).SingleAsync()) is var i ? i.ToString() : "";
        ids["runs"] = await app.AsAsync(db => db.Runs.Select(r => r.Id).SingleAsync()) is var r ? r.ToString() : "";
    }

    public async Task DisposeAsync()
    {
        ana.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task Routes_AsNobodyAndAsEachRole_AnswerAsTheTableSays()
    {
        using var nobody = await app.Browser().GetAsync("/sign-in");
        using var bookkeeper = await app.SignedInAsync("bookkeeper@example.org");
        using var engineer = await app.SignedInAsync("engineer@example.org");
        var before = await app.AsAsync(db => db.Audit.CountAsync());

        List<string> found = [];
        foreach (var (method, template) in Routes.Of(app))
        {
            var row = $"{method} {template}".PadRight(40);
            foreach (var browser in (Browser[])[nobody, bookkeeper, engineer, ana]) row += " " + (await AskAsync(browser, method, Path(template))).PadRight(3);
            found.Add(row.TrimEnd());
        }

        Assert.Equal(Expected.Split('\n').Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
        Assert.Equal(before, await app.AsAsync(db => db.Audit.CountAsync()));
    }

    [Fact]
    public async Task Routes_AsAnotherBusinesssOwner_FindNothingOfOurs()
    {
        await new Example(app).StrangerAsync();
        using var stranger = await app.SignedInAsync("stranger@example.org");
        var before = await app.AsAsync(db => db.Audit.CountAsync());
        foreach (var (method, template) in Routes.Of(app).Where(r => HasId(r.Template)))
        {
            if (method == "GET") await stranger.GetAsync(Path(template));
            else await SendAsync(stranger, Path(template));
            Assert.Equal((method, template, HttpStatusCode.NotFound), (method, template, stranger.Status));
            Assert.Contains("There is nothing here", stranger.Text, StringComparison.Ordinal);
        }

        foreach (var path in (string[])["/contracts/new", "/incidents/new", "/timesheet/new", "/clock/start"])
        {
            await SendAsync(stranger, path);
            Assert.Equal((path, HttpStatusCode.OK), (path, stranger.Status));
            Assert.Contains(path switch { "/contracts/new" => "First a client", "/incidents/new" => "No contract yet", "/timesheet/new" => "Choose", _ => "What the clock should run on is not there any more." }, stranger.Page.Body!.TextContent, StringComparison.Ordinal);
        }

        foreach (var path in (string[])["/", "/clients", "/incidents", "/timesheet?week=2026-W06", "/invoices", "/runs", "/settings/members", "/mail"])
        {
            await stranger.GetAsync(path);
            Assert.DoesNotContain("Nordwind", stranger.Page.Body!.TextContent, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("Ana Ruiz", stranger.Page.Body!.TextContent, StringComparison.Ordinal);
        }

        Assert.Equal(before, await app.AsAsync(db => db.Audit.CountAsync()));
        Assert.Equal(0, await app.AsAsync(db => db.Audit.IgnoreQueryFilters().CountAsync(a => a.Subject == "WorkSession" && a.BusinessId != app.Owner.BusinessId)));
    }

    [Theory]
    [InlineData("not-an-id")]
    [InlineData("01930000-0000-7000-8000-000000000000")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    public async Task Routes_WithAnIdOfNothing_FindNothing(string id)
    {
        foreach (var (method, template) in Routes.Of(app).Where(r => HasId(r.Template)))
        {
            var path = template.Replace("{id}", id, StringComparison.Ordinal).Replace("{contract}", id, StringComparison.Ordinal).Replace("{period}", "2026-01", StringComparison.Ordinal);
            if (method == "GET") await ana.GetAsync(path);
            else await SendAsync(ana, path);
            Assert.Equal((method, template, HttpStatusCode.NotFound), (method, template, ana.Status));
        }
    }

    [Fact]
    public async Task Post_WithAnOldTokenAndAFieldNamedCode_SaysThatThePageWasOld()
    {
        using var body = new FormUrlEncodedContent([new("__RequestVerificationToken", "old"), new("Code", "404")]);
        using var answer = await ana.Http.PostAsync(new Uri(Path("/contracts/{id}/edit"), UriKind.Relative), body);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("That did not arrive as it should", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/timesheet/{id}")]
    [InlineData("/timesheet/{id}/confirm")]
    [InlineData("/timesheet/{id}/delete")]
    public async Task Timesheet_OfAnotherMember_IsNothingToAnEngineer(string template)
    {
        using var engineer = await app.SignedInAsync("engineer@example.org");
        await SendAsync(engineer, Path(template));
        Assert.Equal(HttpStatusCode.NotFound, engineer.Status);
        Assert.Equal(3, await app.AsAsync(db => db.Sessions.CountAsync(s => !s.LengthConfirmed)));
    }

    private static bool HasId(string template) => template.Contains("{id}", StringComparison.Ordinal) || template.Contains("{contract}", StringComparison.Ordinal);

    private string Path(string template) => template
        .Replace("retry/{id}", "retry/" + ids["contracts"], StringComparison.Ordinal)
        .Replace("{id}", ids.GetValueOrDefault(template.Split('/')[1]), StringComparison.Ordinal)
        .Replace("{contract}", ids["reviewed"], StringComparison.Ordinal)
        .Replace("{period}", "2026-01", StringComparison.Ordinal)
        .Replace("{secret}", "nothing", StringComparison.Ordinal)
        .Replace("{code:int}", "404", StringComparison.Ordinal);

    // What would be done if it were allowed: ours in every field.
    private Task SendAsync(Browser browser, string path) => browser.PostAsync(
        path, ("to", "ended"), ("state", "closed"), ("Do", "save"), ("Name", "Taken over"), ("Title", "Taken over"), ("Severity", "low"), ("Code", "X-1"), ("Currency", "EUR"),
        ("TimeZone", "Europe/Paris"), ("StartsOn", "2026-01-01"), ("BillingDay", "1"), ("PaymentDays", "30"), ("HourlyRate", "1"), ("EffectiveFrom", "2026-01-01"), ("Client", ids["clients"]),
        ("Contract", ids["contracts"]), ("Incident", ids["incidents"]), ("Member", app.Owner.Id.ToString()), ("Start", "2026-02-04T08:00"), ("Stop", "2026-02-04T09:00"), ("Billable", "true"));

    private async Task<string> AskAsync(Browser browser, string method, string path)
    {
        using var handler = new HttpClientHandler { CookieContainer = browser.Cookies, AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = app.Address };
        using var request = new HttpRequestMessage(method == "ANY" ? HttpMethod.Get : new HttpMethod(method), path);
        if (method == "POST") request.Content = new FormUrlEncodedContent([]);
        using var answer = await client.SendAsync(request);
        if (answer.Headers.Location is not { } to) return ((int)answer.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var place = to.IsAbsoluteUri ? to.AbsolutePath : to.OriginalString.Split('?')[0];
        return place switch { "/sign-in" => "in", "/not-allowed" => "no", _ => place };
    }
}
