using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Billing.Domain;
using Billing.Domain.Audit;
using Billing.Domain.Contracts;
using Billing.Domain.Incidents;
using Billing.Domain.Work;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Billing.IntegrationTests.App;

/// <summary>
/// An app with one client, one contract, one incident and two hours of work on it, shared by the tests of a class.
/// It is noon UTC on 30 October 2026, a Friday: the clocks of Paris went back five days ago.
/// </summary>
public sealed class FilledApp : IAsyncLifetime
{
    public TestApp App { get; private set; } = null!;

    public Example Example { get; private set; } = null!;

    /// <summary>The owner's browser.</summary>
    public Browser Ana { get; private set; } = null!;

    public Client Client { get; private set; } = null!;

    public Contract Contract { get; private set; } = null!;

    public Incident Incident { get; private set; } = null!;

    /// <summary>10:00 to 12:00 in Paris on Tuesday, 20 October.</summary>
    public WorkSession Session { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        App = await TestApp.FoundedAsync(Example.At("2026-10-30T12:00:00Z"));
        Example = new(App);
        await Example.ReadyAsync();
        Client = await Example.ClientAsync();
        Contract = await Example.ContractAsync(Client);
        Incident = await Example.IncidentAsync(Contract, "2026-10-20T08:00:00Z");
        Session = await Example.WorkAsync(Contract, "2026-10-20T08:00:00Z", "2026-10-20T10:00:00Z", Incident);
        Ana = await App.SignedInAsync();
    }

    public async Task DisposeAsync()
    {
        Ana.Dispose();
        await App.DisposeAsync();
    }

    /// <summary><c>x*201</c> is 201 times x; <c>\n</c> a new line; <c>\a</c> a bell.</summary>
    public static string Typed(string text) => Regex.Match(text, @"^(.)\*(\d+)$") is { Success: true } many
        ? new string(many.Groups[1].Value[0], int.Parse(many.Groups[2].Value, CultureInfo.InvariantCulture))
        : text.Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\a", "\a", StringComparison.Ordinal);

    /// <summary>Types something wrong into a field: the sentence stands beside it alone, everything typed stays, nothing is written.</summary>
    /// <param name="page">Where the form is.</param>
    /// <param name="action">End of its action; null for the page's own form.</param>
    /// <param name="values">What is typed; the rest of the form is sent as the page showed it.</param>
    /// <param name="field">Beside which field the sentence is expected.</param>
    /// <param name="sentence">The sentence.</param>
    /// <param name="button">Pressed to send it.</param>
    /// <param name="without">What is unticked.</param>
    public async Task RefusesAsync(string page, string? action, Dictionary<string, string> values, string field, string sentence, string? button = null, params string[] without)
    {
        await Ana.GetAsync(page);
        Assert.Equal(HttpStatusCode.OK, Ana.Status);
        var sent = Ana.Content(values, action, without).Where(f => IsOffered(f.Name, f.Value)).ToList();
        var before = await RowsAsync();

        await Ana.SubmitAsync(values, action, button, without);

        Assert.Equal((HttpStatusCode.OK, sentence), (Ana.Status, Ana.Error(field)));
        Assert.Equal([sentence], Ana.Errors);
        Assert.Equal("One field needs a look; nothing was saved.", Ana.Notice);
        Assert.Empty(sent.Except(Ana.Content([], action)));
        Assert.Equal(before, await RowsAsync());
    }

    /// <summary>Sends a form that is right, and gives the sentence on the page it leads to.</summary>
    public async Task<string> SavesAsync(string page, string? action, Dictionary<string, string> values, string? button = null, params string[] without)
    {
        await Ana.GetAsync(page);
        await Ana.SubmitAsync(values, action, button, without);
        Assert.Empty(Ana.Errors);
        Assert.Equal(HttpStatusCode.OK, Ana.Status);
        return Ana.Notice;
    }

    /// <summary>How many rows each table has, the audit among them.</summary>
    public async Task<IReadOnlyList<string>> RowsAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={App.Folder.Database};Mode=ReadOnly");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT group_concat('SELECT ''' || name || ' '' || count(*) FROM \"' || name || '\"', ' UNION ALL ') FROM sqlite_master WHERE type = 'table'";
        command.CommandText = (string)(await command.ExecuteScalarAsync())!;
        await using var reader = await command.ExecuteReaderAsync();
        List<string> rows = [];
        while (await reader.ReadAsync()) rows.Add(reader.GetString(0));
        Assert.NotEmpty(rows);
        return rows;
    }

    /// <summary>The last entry of the audit.</summary>
    public Task<AuditEntry> LastAuditAsync() => App.AsAsync(db => db.Audit.OrderByDescending(a => a.Sequence).FirstAsync());

    // A browser cannot show what a list does not offer.
    private bool IsOffered(string name, string value) => Ana.Page.QuerySelector($"[name='{name}']") switch
    {
        IHtmlSelectElement select => select.Options.Any(o => o.Value == value),
        IHtmlInputElement { Type: "radio" } => Ana.Page.QuerySelector($"[name='{name}'][value='{value}']") is not null,
        _ => true,
    };
}
