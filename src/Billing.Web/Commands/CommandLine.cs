using System.CommandLine;
using Billing.Web.Data;

namespace Billing.Web.Commands;

/// <summary>The same executable serves the app and does everything that needs no browser. Exit codes: 0 done, 1 failed, 2 refused input.</summary>
public static class CommandLine
{
    private static readonly Option<string?> Data = new("--data") { Description = "Folder of the database and keys; else BILLING_DATA, else a folder in your home.", Recursive = true };
    private static readonly Option<string?> Urls = new("--urls") { Description = $"Addresses to listen on, separated by semicolons. Default: {BillingApp.DefaultUrl}" };

    /// <summary>Runs the command that the arguments name; without one, serves.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            var parsed = Root().Parse(args);
            if (parsed.Errors.Count == 0) return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
            foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync(error.Message);
            await Console.Error.WriteLineAsync("See --help.");
            return 2;
        }
        catch (DataFolderException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }
    }

    private static RootCommand Root()
    {
        var root = new RootCommand("Contract and emergency billing for freelance engineers.") { Data, Urls, ServeCommand(), DemoCommand(), RateCommand(), BillCommand(), MigrateCommand(), AuditCommand() };
        root.SetAction((parsed, cancel) => Serve.RunAsync(Folder(parsed), parsed.GetValue(Urls), cancel));
        return root;
    }

    private static DataFolder Folder(ParseResult parsed) => DataFolder.Choose(parsed.GetValue(Data));

    private static Command ServeCommand()
    {
        var command = new Command("serve", "Serve the app; the default.") { Urls };
        command.SetAction((parsed, cancel) => Serve.RunAsync(Folder(parsed), parsed.GetValue(Urls), cancel));
        return command;
    }

    private static Command DemoCommand()
    {
        var noServe = new Option<bool>("--no-serve") { Description = "Stop after filling." };
        var command = new Command("demo", "Fill an empty data folder with an example business, print the sign-in, and serve.") { Urls, noServe };

        // A folder of its own, so that looking around never stands where the real data will.
        command.SetAction((parsed, cancel) => Demo.RunAsync(DataFolder.Choose(parsed.GetValue(Data), "billing-demo"), parsed.GetValue(Urls), !parsed.GetValue(noServe), cancel));
        return command;
    }

    private static Command RateCommand()
    {
        var files = new Argument<string[]>("file") { Description = "A rating document, or - for standard input; several with --jsonl.", Arity = ArgumentArity.OneOrMore };
        var lines = new Option<bool>("--jsonl") { Description = "Take any number of files and print each one's result, or its errors, on a line of its own, in their order." };
        var command = new Command("rate", "Price the work in a rating document and print the result as JSON.") { files, lines };
        command.Validators.Add(given =>
        {
            if (!given.GetValue(lines) && given.GetValue(files) is { Length: > 1 }) given.AddError("Name one file, or add --jsonl to have a line for each.");
        });
        command.SetAction((parsed, cancel) => parsed.GetValue(lines)
            ? Rate.LinesAsync(parsed.GetRequiredValue(files), cancel)
            : Rate.RunAsync(parsed.GetRequiredValue(files)[0], cancel));
        return command;
    }

    private static Command BillCommand()
    {
        var through = new Option<string?>("--through") { Description = "Bill every complete month up to this one (YYYY-MM), whatever the billing day." };
        var preview = new Option<bool>("--preview") { Description = "Only say what would happen." };
        var json = new Option<bool>("--json") { Description = "Print each contract's outcome as JSON." };
        var command = new Command("bill", "Bring every contract's owed months to invoices.") { through, preview, json };
        command.SetAction((parsed, cancel) => Bill.RunAsync(Folder(parsed), parsed.GetValue(through), parsed.GetValue(preview), parsed.GetValue(json), cancel));
        return command;
    }

    private static Command MigrateCommand()
    {
        var command = new Command("migrate", "Bring the database to this program's schema and stop.");
        command.SetAction(async (parsed, cancel) =>
        {
            await using var app = await Prepared.BuildAsync(Folder(parsed), cancel);
            return 0;
        });
        return command;
    }

    private static Command AuditCommand()
    {
        var verify = new Command("verify", "Check that nobody changed, removed or inserted an entry.");
        verify.SetAction((parsed, cancel) => AuditVerify.RunAsync(Folder(parsed), cancel));
        return new Command("audit", "The record of every change.") { verify };
    }
}
