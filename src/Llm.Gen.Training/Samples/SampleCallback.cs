using System.Text;
using System.Text.Json;
using Llm.Gen.Runtime;
using Llm.Gen.Runtime.Formats;

namespace Llm.Gen.Training;

/// <summary>
/// Lets the model write while it learns: prompts are continued every so many steps, shown beside the progress, and kept as lines of a file. The same seed each time, so that what changes is the
/// model. No number of the training depends on it.
/// </summary>
public sealed class SampleCallback : ITrainingCallback
{
    /// <summary>The name of the file in a run folder.</summary>
    public const string FileName = "samples.jsonl";

    private readonly Tokenizer _tokenizer;
    private readonly SampleOptions _options;
    private readonly string? _path;
    private readonly int[][] _prompts;
    private TrainingStart? _start;
    private long _step = -1;

    /// <summary>Prepares it.</summary>
    /// <param name="tokenizer">The model's tokenizer.</param>
    /// <param name="options">What is written, and when.</param>
    /// <param name="path">The file that keeps the samples, or null.</param>
    /// <exception cref="ArgumentException">The options are wrong, or a prompt has no token.</exception>
    public SampleCallback(Tokenizer tokenizer, SampleOptions options, string? path = null)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Errors() is { Count: > 0 } errors)
            throw new ArgumentException($"The samples are wrong: {string.Join("; ", errors)}.", nameof(options));
        options.Generation.Validate();
        (_tokenizer, _options, _path) = (tokenizer, options, path);
        _prompts = [.. options.Prompts.Select(prompt => tokenizer.EncodeToIds(prompt).ToArray())];
        if (Array.FindIndex(_prompts, ids => ids.Length == 0) is >= 0 and var at)
            throw new ArgumentException($"The prompt \"{options.Prompts[at]}\" has no token in this vocabulary; give another.", nameof(options));
    }

    /// <inheritdoc/>
    public void OnStart(TrainingStart start)
    {
        ArgumentNullException.ThrowIfNull(start);
        _start = start;
        if (_path is not null)
            Drop(start.Step);
        if (start.Step == 0)
            Sample(0);
    }

    /// <inheritdoc/>
    public void OnStep(TrainingStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        if (step.Step % _options.Every == 0)
            Sample(step.Step);
    }

    /// <inheritdoc/>
    public void OnEnd(TrainingResult? result)
    {
        if (result is not null && result.Steps != _step)
            Sample(result.Steps);
    }

    private void Sample(long step)
    {
        _step = step;
        var texts = _prompts.Select(_ => new StringBuilder()).ToArray();
        var decoders = _prompts.Select(ids =>
        {
            var decoder = _tokenizer.CreateDecoder();
            foreach (var id in ids)
                decoder.Add(id);                            // what follows a text is not decoded like the beginning of one
            return decoder;
        }).ToArray();
        foreach (var token in new Generator(_start!.Model).StreamAsync(_prompts, _options.Generation).ToBlockingEnumerable())
        {
            if (_tokenizer.TryGetToken(token.Token, out _))     // a model may have more rows than its tokenizer has tokens
                texts[token.Sequence].Append(decoders[token.Sequence].Add(token.Token));
        }
        for (var i = 0; i < texts.Length; i++)
            Keep(new TextSample(step, _options.Prompts[i], texts[i].Append(decoders[i].Flush()).ToString()));
    }

    private void Keep(TextSample sample)
    {
        _start!.Say(FormattableString.Invariant($"[{sample.Step:N0}] {OnOneLine(sample.Prompt)} > {OnOneLine(sample.Text)}"));
        if (_path is not null)
        {
            using var file = new AppendedFile(_path, FileMode.Append);
            file.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(sample, TextSampleJson.Default.TextSample) + "\n"));
        }
    }

    /// <summary>Samples of steps that a resumed run does again go; a last line that was cut off by a kill too.</summary>
    private void Drop(long step)
    {
        var kept = File.Exists(_path) ? Read(_path).Where(sample => sample.Step <= step) : [];
        AtomicFile.WriteText(_path!, string.Concat(kept.Select(sample => JsonSerializer.Serialize(sample, TextSampleJson.Default.TextSample) + "\n")));
    }

    /// <summary>Reads the samples of a run; a last line without its end is left out.</summary>
    /// <exception cref="InvalidDataException">A line is no sample; the message gives its number.</exception>
    public static IReadOnlyList<TextSample> Read(string path)
    {
        var text = File.ReadAllText(path);
        return [.. text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse)];

        TextSample Parse(string line, int index)
        {
            try
            {
                return JsonSerializer.Deserialize(line, TextSampleJson.Default.TextSample)!;
            }
            catch (JsonException problem)
            {
                throw new InvalidDataException($"{path}, line {index + 1}: not a sample ({problem.Message}); remove the line.", problem);
            }
        }
    }

    // What a terminal would obey is no text to show.
    private static string OnOneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
