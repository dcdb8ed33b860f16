using Billing.Domain;
using Billing.Domain.Invoicing;
using Billing.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Billing.Web.Features.FreeLines;

/// <summary>What the pages say of free lines.</summary>
public static class FreeLineWords
{
    /// <summary>What is counted, to choose from.</summary>
    public static IReadOnlyList<SelectListItem> Units { get; } = [.. Domain.Invoicing.FreeLines.Units.Select(u => new SelectListItem(u == "C62" ? "pieces" : u == "KMT" ? "kilometres" : Show.Quantity(2m, u)[2..], u))];

    /// <summary>The kind within a sentence.</summary>
    public static string Kind(FreeLineKind kind) => kind switch { FreeLineKind.Fixed => "fixed price", FreeLineKind.Expense => "expense", _ => "discount" };

    /// <summary>What it comes to; a percentage where that is only known with the invoice.</summary>
    public static string Amount(FreeLine line, Currency currency) =>
        line.Percent is { } percent ? $"−{Show.Number(percent)} %" : Show.Money(Domain.Invoicing.FreeLines.Of([line], currency, 0m)[0].Amount, currency);

    /// <summary>How much of what at which price; null for one piece, whose amount says it.</summary>
    public static string? Quantity(FreeLine line, Currency currency) =>
        line.Percent is not null || (line.Quantity == 1m && line.Unit == "C62") ? null : $"{Show.Quantity(line.Quantity, line.Unit)} × {Show.UnitPrice(line.UnitPrice, currency)}";
}
