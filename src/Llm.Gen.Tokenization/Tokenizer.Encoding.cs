using System.Buffers;
using System.Collections.Concurrent;
using Llm.Gen.Tokenization;

namespace Llm.Gen;

/// <content>From text to ids.</content>
public sealed partial class Tokenizer
{
    /// <summary>The ids of a text, all of them: what the tokenizer's file says of truncation and padding is for <see cref="Encode(string, EncodeOptions)"/>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="addSpecialTokens">Whether the tokens that the tokenizer puts around every text (a beginning token, say) are added.</param>
    /// <param name="parseSpecialTokens">Whether special tokens spelled out in the text become their ids; false for text from strangers.</param>
    /// <exception cref="ArgumentException">The text holds what the vocabulary lacks, and the tokenizer has no token for the unknown.</exception>
    public IReadOnlyList<int> EncodeToIds(ReadOnlySpan<char> text, bool addSpecialTokens = true, bool parseSpecialTokens = true)
    {
        var state = _encoder.Rent();
        Encode(text, addSpecialTokens, parseSpecialTokens, state);
        var ids = state.Ids.ToArray();
        _encoder.Return(state);
        return ids;
    }

    /// <inheritdoc cref="EncodeToIds(ReadOnlySpan{char}, bool, bool)"/>
    public IReadOnlyList<int> EncodeToIds(string text, bool addSpecialTokens = true, bool parseSpecialTokens = true)
    {
        ArgumentNullException.ThrowIfNull(text);
        return EncodeToIds(text.AsSpan(), addSpecialTokens, parseSpecialTokens);
    }

    /// <summary>Writes the ids of a text to <paramref name="output"/> and returns their number. Allocates nothing for a text of known words.</summary>
    /// <param name="text">The text.</param>
    /// <param name="output">Where the ids go.</param>
    /// <param name="addSpecialTokens">Whether the tokens that the tokenizer puts around every text are added.</param>
    /// <param name="parseSpecialTokens">Whether special tokens spelled out in the text become their ids.</param>
    public int EncodeToIds(ReadOnlySpan<char> text, IBufferWriter<int> output, bool addSpecialTokens = true, bool parseSpecialTokens = true)
    {
        ArgumentNullException.ThrowIfNull(output);
        var state = _encoder.Rent();
        Encode(text, addSpecialTokens, parseSpecialTokens, state);
        output.Write(state.Ids);
        var count = state.Count;
        _encoder.Return(state);
        return count;
    }

    /// <summary>The ids of many texts, on all cores.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="addSpecialTokens">Whether the tokens that the tokenizer puts around every text are added.</param>
    /// <param name="parseSpecialTokens">Whether special tokens spelled out in the texts become their ids.</param>
    public IReadOnlyList<IReadOnlyList<int>> EncodeBatchToIds(IReadOnlyList<string> texts, bool addSpecialTokens = true, bool parseSpecialTokens = true)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var rows = new IReadOnlyList<int>[texts.Count];
        InParallel(rows.Length, range =>
        {
            var state = _encoder.Rent();
            for (var index = range.Item1; index < range.Item2; index++)
            {
                state.Clear();
                Encode(texts[index], addSpecialTokens, parseSpecialTokens, state);
                rows[index] = state.Ids.ToArray();
            }

            _encoder.Return(state);
        });
        return rows;
    }

    /// <summary>How many ids a text has.</summary>
    /// <param name="text">The text.</param>
    /// <param name="addSpecialTokens">Whether the tokens that the tokenizer puts around every text count.</param>
    /// <param name="parseSpecialTokens">Whether special tokens spelled out in the text count as one.</param>
    public int CountTokens(ReadOnlySpan<char> text, bool addSpecialTokens = true, bool parseSpecialTokens = true)
    {
        var state = _encoder.Rent();
        Encode(text, addSpecialTokens, parseSpecialTokens, state);
        var count = state.Count;
        _encoder.Return(state);
        return count;
    }

    private void Encode(ReadOnlySpan<char> text, bool addSpecialTokens, bool parseSpecialTokens, EncodeState state)
    {
        var template = _file.PostProcessor.Single;
        if (!template.IsAroundText)
        {
            foreach (var row in Draft(text.ToString(), null, new() { AddSpecialTokens = addSpecialTokens, ParseSpecialTokens = parseSpecialTokens }).Rows)
                state.Append(row.Id);
            return;
        }

        if (addSpecialTokens)
            state.Append(template.Before);
        _encoder.Encode(text, new(parseSpecialTokens), state);
        if (addSpecialTokens)
            state.Append(template.After);
    }

    // Whole ranges, so that a short text costs no more than its work.
    private static void InParallel(int count, Action<Tuple<int, int>> action)
    {
        if (count < 2)
            action(new(0, count));
        else
            Parallel.ForEach(Partitioner.Create(0, count), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, action);
    }
}
