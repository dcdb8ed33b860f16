namespace Billing.Web.Data;

/// <summary>Where everything that must survive lives: the database, the keys, and the copies made before migrations.</summary>
public sealed class DataFolder
{
    /// <summary>Names this folder; <see cref="Create"/> makes it.</summary>
    public DataFolder(string path) => Path = System.IO.Path.GetFullPath(path);

    public string Path { get; }

    /// <summary>The embedded database.</summary>
    public string Database => System.IO.Path.Combine(Path, "billing.db");

    /// <summary>Keys that protect cookies and links.</summary>
    public string Keys => System.IO.Path.Combine(Path, "keys");

    /// <summary><c>--data</c>, else <c>BILLING_DATA</c>, else a folder of this name in the user's home.</summary>
    public static DataFolder Choose(string? option, string inHome = "billing")
    {
        var path = option ?? Environment.GetEnvironmentVariable("BILLING_DATA");
        if (!string.IsNullOrWhiteSpace(path)) return new(path);
        var home = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return new(System.IO.Path.Combine(home, inHome));
    }

    /// <summary>Makes the folder when it is not there, readable by its owner alone.</summary>
    /// <exception cref="DataFolderException">It cannot be made or written to.</exception>
    public void Create()
    {
        try
        {
            MakePrivate(Path);
            MakePrivate(Keys);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DataFolderException($"The data folder {Path} cannot be written: {exception.Message} Choose another with --data.");
        }
    }

    /// <summary>Takes a lock that ends with the process, however it ends.</summary>
    /// <returns>Null when someone else holds it.</returns>
    public FileStream? TryLock(string name)
    {
        Create();
        try
        {
            return new(System.IO.Path.Combine(Path, name + ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static void MakePrivate(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
