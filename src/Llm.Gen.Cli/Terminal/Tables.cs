using Spectre.Console;

namespace Llm.Gen.Cli.Terminal;

/// <summary>Tables for people.</summary>
internal static class Tables
{
    private const int WidthWhenRedirected = 160;

    /// <summary>Rows of a name and a value, under a title.</summary>
    public static void PrintFacts(string title, IEnumerable<(string Name, string Value)> facts)
    {
        var table = new Table { Border = TableBorder.None, ShowHeaders = false };
        table.AddColumn(new TableColumn("").PadRight(3)).AddColumn("");
        foreach (var (name, value) in facts)
            table.AddRow(new Text(name, new Style(Color.Grey)), new Text(value));

        var console = Console();
        console.MarkupLineInterpolated($"[bold]{title}[/]");
        console.Write(table);
    }

    /// <summary>A table with right-aligned columns.</summary>
    public static void Print(IReadOnlyList<string> headers, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var header in headers)
            table.AddColumn(new TableColumn(new Text(header)).RightAligned());
        foreach (var row in rows)
            table.AddRow(row.Select(cell => new Text(cell)));
        Console().Write(table);
    }

    private static IAnsiConsole Console()
    {
        if (System.Console.IsOutputRedirected)
            AnsiConsole.Profile.Width = WidthWhenRedirected;
        return AnsiConsole.Console;
    }
}
