using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Llm.Gen.Cli.Terminal;

/// <summary>What a verb found out, for scripts.</summary>
internal static class Report
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Prints one object on standard output.</summary>
    public static void Print(JsonObject facts)
    {
        using var output = Console.OpenStandardOutput();
        using (var json = new Utf8JsonWriter(output, Options))
            facts.WriteTo(json);
        output.WriteByte((byte)'\n');
    }

    /// <summary>A number; JSON has no way to write NaN and infinities, which become null.</summary>
    public static JsonNode? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;
}
