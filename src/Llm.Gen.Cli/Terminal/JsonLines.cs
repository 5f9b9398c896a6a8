using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Llm.Gen.Cli.Terminal;

/// <summary>One JSON value a line, in and out.</summary>
internal static class JsonLines
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads standard input; blank lines are skipped.</summary>
    /// <param name="expected">What a line holds, for messages.</param>
    /// <param name="read">Takes the value; throws <see cref="InvalidOperationException"/> or <see cref="FormatException"/> for another kind.</param>
    /// <exception cref="InvalidDataException">A line is no such value, or the input is not UTF-8; the line is named.</exception>
    public static IEnumerable<T> Read<T>(string expected, Func<JsonElement, T> read)
    {
        using var input = new StreamReader(Console.OpenStandardInput(), StrictUtf8);
        for (var number = 1; ReadLine(input, number) is { } line; number++)
        {
            if (!string.IsNullOrWhiteSpace(line))
                yield return Parse(line, number, expected, read);
        }
    }

    /// <summary>Writes lines to standard output as they come.</summary>
    public static void Write(IEnumerable<Action<Utf8JsonWriter>> values)
    {
        using var output = new BufferedStream(Console.OpenStandardOutput());
        foreach (var write in values)
        {
            using (var json = new Utf8JsonWriter(output, Options))
                write(json);
            output.WriteByte((byte)'\n');
            output.Flush();
        }
    }

    private static string? ReadLine(StreamReader input, int number)
    {
        try
        {
            return input.ReadLine();
        }
        catch (DecoderFallbackException problem)
        {
            throw new InvalidDataException($"standard input, at or after line {number}: not UTF-8.", problem);
        }
    }

    private static T Parse<T>(string line, int number, string expected, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return read(document.RootElement);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"standard input, line {number}: {expected} was expected.", problem);
        }
    }
}
