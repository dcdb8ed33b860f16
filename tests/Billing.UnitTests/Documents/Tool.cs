using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Billing.UnitTests.Documents;

/// <summary>Runs the tools that judge our files. Absent ones fail the test: a check that is skipped is no check.</summary>
internal static class Tool
{
    /// <summary>What the tool says of the file, e.g. <c>qpdf --check FILE</c>; its exit code must be 0.</summary>
    public static string Run(string tool, byte[] pdf, params string[] arguments)
    {
        var path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".pdf");
        File.WriteAllBytes(path, pdf);
        try
        {
            var start = new ProcessStartInfo(tool, arguments.Select(a => a == "FILE" ? path : a)) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8 };
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, tool + ": " + output + errors.Result);
            return output + errors.Result;
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>The text of a file, by its layout or in the order of its content, without form feeds.</summary>
    public static string Text(byte[] pdf) => Run("pdftotext", pdf, "-layout", "-enc", "UTF-8", "FILE", "-");

    /// <summary>The text of each page.</summary>
    public static string[] Pages(byte[] pdf) => Text(pdf).TrimEnd('\f').Split('\f');

    /// <summary>The file without compression, as Latin-1.</summary>
    public static string Plain(byte[] pdf) => Run("qpdf", pdf, "--qdf", "--object-streams=disable", "--no-original-object-ids", "FILE", "-");

    /// <summary>The colour of a pixel of the first page at 72 dpi, so that a pixel is a point.</summary>
    public static (int Red, int Green, int Blue) Pixel(byte[] pdf, int x, int y)
    {
        var path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"));
        Run("pdftoppm", pdf, "-r", "72", "-singlefile", "FILE", path);
        var bytes = File.ReadAllBytes(path + ".ppm");
        File.Delete(path + ".ppm");
        var (at, numbers) = (0, new List<int>());
        while (numbers.Count < 3)
        {
            var line = Encoding.ASCII.GetString(bytes, at, Array.IndexOf(bytes, (byte)'\n', at) - at);
            at += line.Length + 1;
            if (line[0] != 'P') numbers.AddRange(line.Split(' ').Select(n => int.Parse(n, CultureInfo.InvariantCulture)));
        }
        var pixel = at + (y * numbers[0] + x) * 3;
        return (bytes[pixel], bytes[pixel + 1], bytes[pixel + 2]);
    }
}
