using Billing.Domain;
using Billing.Domain.Contracts;
using Billing.Domain.Invoicing;
using Billing.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;

namespace Billing.Web.Features.FreeLines;

/// <summary>Fixed prices, expenses with their receipts, and discounts: what is billed under a contract besides its terms.</summary>
[ForRoles(Role.Owner, Role.Engineer, Role.Bookkeeper)]
public sealed class FreeLinesController(FreeLinePages pages, FreeLineWrites writes) : Controller
{
    // More than a receipt may have, so that a file that is too large is refused in words and nothing typed is lost.
    private const long MostOfRequest = 64 * 1024 * 1024;

    [HttpGet("/contracts/{id}/lines/new")]
    public async Task<IActionResult> New(Id<Contract> id, string? kind) => await pages.NewAsync(id, kind, HttpContext.RequestAborted) is { } form ? View("Line", form) : NotFound();

    [HttpPost("/contracts/{id}/lines/new"), RequestSizeLimit(MostOfRequest)]
    public async Task<IActionResult> New(Id<Contract> id, FreeLineForm form)
    {
        if (!await pages.FillAsync(form, id, HttpContext.RequestAborted)) return NotFound();
        return await SaveAsync(form, (draft, receipt) => writes.AddAsync(id, draft, receipt), "is added and will be on the next invoice");
    }

    [HttpGet("/lines/{id}")]
    public async Task<IActionResult> Edit(Id<FreeLine> id)
    {
        if (await pages.FindAsync(id, HttpContext.RequestAborted) is not { } line) return NotFound();
        var form = FreeLineForm.Of(line);
        await pages.FillAsync(form, line, HttpContext.RequestAborted);
        return View("Line", form);
    }

    [HttpPost("/lines/{id}"), RequestSizeLimit(MostOfRequest)]
    public async Task<IActionResult> Edit(Id<FreeLine> id, FreeLineForm form)
    {
        if (await pages.FindAsync(id, HttpContext.RequestAborted) is not { } line) return NotFound();
        await pages.FillAsync(form, line, HttpContext.RequestAborted);
        return await SaveAsync(form, (draft, receipt) => writes.ChangeAsync(id, draft, receipt, form.RemoveReceipt), "is saved");
    }

    [HttpGet("/lines/{id}/delete")]
    public async Task<IActionResult> Delete(Id<FreeLine> id)
    {
        if (await pages.FindAsync(id, HttpContext.RequestAborted) is not { } line) return NotFound();
        var form = FreeLineForm.Of(line);
        await pages.FillAsync(form, line, HttpContext.RequestAborted);
        return form.Around.Billed is null ? View(form.Around) : Redirect(Links.FreeLine(id));
    }

    [HttpPost("/lines/{id}/delete"), ActionName("Delete")]
    public async Task<IActionResult> DeleteNow(Id<FreeLine> id)
    {
        if (await pages.FindAsync(id, HttpContext.RequestAborted) is not { } line) return NotFound();
        var deleted = await writes.DeleteAsync(id);
        return this.Then(deleted.IsOk ? $"“{Shortened(line.Description)}” is deleted." : deleted.Refusals.ToList(), deleted.IsOk ? Links.Contract(line.ContractId) : Links.FreeLine(id));
    }

    // With a file's name it is sent as an attachment, and every answer forbids browsers to guess at types: a receipt is never opened as a page of ours.
    [HttpGet("/lines/{id}/receipt")]
    public async Task<IActionResult> Receipt(Id<FreeLine> id) =>
        await pages.ReceiptAsync(id, HttpContext.RequestAborted) is var (name, receipt) ? File(receipt.Bytes, receipt.ContentType, name) : NotFound();

    private async Task<IActionResult> SaveAsync(FreeLineForm form, Func<FreeLineDraft, UploadedReceipt?, Task<Result<FreeLine>>> write, string done)
    {
        var read = new FormReading(ModelState);
        var draft = form.Read(read);
        var receipt = await UploadedReceipt.ReadAsync(form.Receipt, nameof(form.Receipt), read, HttpContext.RequestAborted);
        if (read.IsOk)
        {
            var written = await write(draft, receipt);
            if (written.IsOk) return this.Then($"“{Shortened(draft.Description)}” {done}.", Links.Contract(form.Around.Contract.Id));
            foreach (var refusal in written.Refusals) read.Refuse(refusal);
        }

        if (receipt is not null) read.Refuse(nameof(form.Receipt), $"Choose “{receipt.Name}” again: a browser cannot keep a chosen file.");
        return View("Line", form);
    }

    private static string Shortened(string description) => description.Length <= 60 ? description : string.Concat(description.AsSpan(0, 59).TrimEnd(), "…");
}
