using System.Text.Json;

namespace Llm.Gen.Data;

/// <summary>
/// Reads documents and conversations one by one, in the memory of one: JSON arrays and JSON lines (.json, .jsonl, .ndjson), and
/// files of text. What is not understood is an error with the file and the line.
/// </summary>
public static class RecordFile
{
    private static readonly string[] _jsonExtensions = [".json", ".jsonl", ".ndjson"];

    /// <summary>The line between the documents of a text file.</summary>
    public const string Separator = "<|endoftext|>";

    /// <summary>Reads the files one after the other.</summary>
    /// <param name="paths">The files.</param>
    /// <param name="format">What their records look like.</param>
    /// <exception cref="InvalidDataException">A file holds no records, or one that is not understood.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static IEnumerable<DataRecord> Read(IEnumerable<string> paths, RecordFormat format = RecordFormat.Automatic)
    {
        ArgumentNullException.ThrowIfNull(paths);
        foreach (var path in paths)
        {
            if (!File.Exists(path))
                throw new FileNotFoundException($"{path}: {(Directory.Exists(path) ? "a folder, and data are files; name the files in it" : "no such file; correct the name")}.", path);
            foreach (var record in IsJson(path) ? ReadJson(path, format) : ReadText(path, format))
                yield return record;
        }
    }

    private static bool IsJson(string path) => _jsonExtensions.Contains(Path.GetExtension(path).ToLowerInvariant());

    private static IEnumerable<DataRecord> ReadText(string path, RecordFormat format)
    {
        if (format is not (RecordFormat.Automatic or RecordFormat.Text))
            throw new InvalidDataException($"{path}: a file of text holds no records of the format {format}; give it the extension {string.Join(", ", _jsonExtensions)}, or read it as {RecordFormat.Text}.");
        var (line, number) = (1L, 1L);
        foreach (var piece in TextDocuments.Read([path], Separator))
        {
            yield return new DataRecord(path, line) { Number = number, Text = piece.Text, IsContinued = !piece.EndsDocument };
            line += piece.Text.Count(c => c == '\n') + (piece.EndsDocument ? 1 : 0);
            number += piece.EndsDocument ? 1 : 0;
        }
    }

    private static IEnumerable<DataRecord> ReadJson(string path, RecordFormat format)
    {
        var number = 0L;
        foreach (var item in JsonItems.Read(path))
        {
            number++;
            yield return Understand(new DataRecord(path, item.Line) { Number = number }, item.Json, format);
        }
        if (number == 0)
            throw new InvalidDataException($"{path}: there are no records in the file; expected a JSON array or one JSON object a line.");
    }

    private static DataRecord Understand(DataRecord record, ReadOnlyMemory<byte> json, RecordFormat format)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return JsonRecord.Read(record, document.RootElement, format);
        }
        catch (JsonException problem)
        {
            var line = record.Line + (problem.LineNumber ?? 0);
            throw (record with { Line = line }).Error($"this is not JSON ({WithoutPlace(problem.Message)}); correct it.", problem);
        }
        catch (InvalidOperationException problem)
        {
            throw record.Error("a string of this record is not UTF-8, or holds half a surrogate pair; correct it.", problem);
        }
        catch (InvalidDataException problem) when (!problem.Message.StartsWith(record.Path, StringComparison.Ordinal))
        {
            throw record.Error(problem.Message, problem);
        }
    }

    // The parser counts lines from where the record begins.
    private static string WithoutPlace(string message) =>
        message.IndexOf(" LineNumber:", StringComparison.Ordinal) is var at and > 0 ? message[..at].TrimEnd('.') : message.TrimEnd('.');
}
