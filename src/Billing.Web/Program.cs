using Billing.Web.Commands;

return await CommandLine.RunAsync(args);
