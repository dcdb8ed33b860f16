using System.Data.Common;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Billing.Domain.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Billing.Web.Data;

/// <summary>
/// Rows that wait to be added by one prepared statement a table. An invoice has its time by the dozen: to track every row, and to compile a statement
/// for it, costs more than all the rest of issuing.
/// </summary>
internal sealed class AppendedRows
{
    // Made once for each table of a model.
    private static readonly ConditionalWeakTable<IEntityType, Insert> Inserts = [];

    private readonly List<IReadOnlyList<IOwned>> waiting = [];

    /// <summary>True when something waits.</summary>
    public bool Any => waiting.Count > 0;

    /// <summary>Lets rows of one table wait.</summary>
    public void Add(IReadOnlyList<IOwned> rows)
    {
        if (rows.Count > 0) waiting.Add(rows);
    }

    /// <summary>Writes what waits, in the order in which it came, within the transaction at hand.</summary>
    /// <exception cref="InvalidOperationException">A row of another business, or of none: a bug, and nothing is saved.</exception>
    /// <exception cref="DbException">The database's own rules refused one.</exception>
    public async Task<int> WriteAsync(BillingDb db, CancellationToken cancel)
    {
        foreach (var rows in waiting)
        {
            foreach (var row in rows) OwnershipGuard.Check(row, db.Scope.BusinessId);
            await WriteAsync(db, rows, cancel);
        }

        var written = waiting.Sum(rows => rows.Count);
        waiting.Clear();
        return written;
    }

    private static async Task WriteAsync(BillingDb db, IReadOnlyList<IOwned> rows, CancellationToken cancel)
    {
        var insert = Inserts.GetValue(db.Model.FindEntityType(rows[0].GetType())!, table => InsertInto(table, ((IInfrastructure<IServiceProvider>)db).Instance.GetRequiredService<ISqlGenerationHelper>()));
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = insert.Sql;
        var parameters = insert.Columns.Select((_, i) => Parameter(command, i)).ToList();
        foreach (var row in rows)
        {
            for (var i = 0; i < parameters.Count; i++) parameters[i].Value = insert.Columns[i].ValueOf(row);
            await command.ExecuteNonQueryAsync(cancel);
        }
    }

    private static Insert InsertInto(IEntityType table, ISqlGenerationHelper sql)
    {
        var store = StoreObjectIdentifier.Table(table.GetTableName()!, table.GetSchema());
        List<Column> columns = [.. table.GetProperties().Select(p => new Column(p.GetColumnName(store)!, p.PropertyInfo!, p.GetTypeMapping().Converter))];
        return new(
            $"INSERT INTO {sql.DelimitIdentifier(table.GetTableName()!, table.GetSchema())} ({string.Join(", ", columns.Select(c => sql.DelimitIdentifier(c.Name)))}) VALUES ({string.Join(", ", columns.Select((_, i) => Name(i)))})",
            columns);
    }

    private static DbParameter Parameter(DbCommand command, int place)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = Name(place);
        command.Parameters.Add(parameter);
        return parameter;
    }

    private static string Name(int place) => string.Create(CultureInfo.InvariantCulture, $"@p{place}");

    private sealed record Insert(string Sql, IReadOnlyList<Column> Columns);

    private sealed record Column(string Name, PropertyInfo Property, ValueConverter? Converter)
    {
        public object ValueOf(object row)
        {
            var value = Property.GetValue(row);
            return (Converter is null ? value : Converter.ConvertToProvider(value)) ?? DBNull.Value;
        }
    }
}
