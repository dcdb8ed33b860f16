using System.CommandLine;
using Billing.Web.Data;

namespace Billing.Web.Commands;

/// <summary>The same executable serves the app and does everything that needs no browser. Exit codes: 0 done, 1 failed, 2 refused input.</summary>
public static class CommandLine
{
    /// <summary>Runs the command that the arguments name; without one, serves.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            return await Root().Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (DataFolderException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }
    }

    private static RootCommand Root()
    {
        var data = new Option<string?>("--data") { Description = "Folder of the database and keys; else BILLING_DATA, else a folder in your home.", Recursive = true };
        var urls = new Option<string?>("--urls") { Description = $"Addresses to listen on, separated by semicolons. Default: {BillingApp.DefaultUrl}" };
        var root = new RootCommand("Contract and emergency billing for freelance engineers.") { data, urls };
        root.SetAction((parsed, cancel) => Serve.RunAsync(DataFolder.Choose(parsed.GetValue(data)), parsed.GetValue(urls), cancel));
        var serve = new Command("serve", "Serve the app; the default.") { urls };
        serve.SetAction((parsed, cancel) => Serve.RunAsync(DataFolder.Choose(parsed.GetValue(data)), parsed.GetValue(urls), cancel));
        root.Add(serve);
        return root;
    }
}
