using System.Text.Json;

namespace Llm.Gen.Runtime;

/// <summary>One case of expected.json.</summary>
/// <param name="Prompt">The input ids; at least one.</param>
/// <param name="Greedy">The ids that follow if always the best is taken.</param>
/// <param name="Certain">How many of the first of those are better than the second best by more than rounding.</param>
/// <param name="TopIds">Ids of the best scores after the prompt.</param>
/// <param name="TopLogits">Their scores, as many.</param>
internal sealed record GoldenCase(int[] Prompt, int[] Greedy, int Certain, int[] TopIds, float[] TopLogits)
{
    private const double UncertainMargin = 1e-2;        // below it the second best token is as right as the best

    /// <summary>Reads a case and checks all of it.</summary>
    /// <exception cref="InvalidDataException">A field is missing, of another type, or no token of the model.</exception>
    public static GoldenCase Read(string path, int index, JsonElement item, int vocabulary)
    {
        var place = $"{path}: case {index}";
        if (item.ValueKind != JsonValueKind.Object)
            throw new InvalidDataException($"{place} is no object; expected one with input_ids.");

        var (prompt, greedy, top) = (Ids("input_ids"), Ids("greedy_ids"), Ids("top_ids"));
        var (margins, logits) = (Numbers("margins"), Numbers("top_logits"));
        if (prompt.Length == 0)
            throw new InvalidDataException($"{place}: there are no input_ids; expected at least one.");
        if (top.Length != logits.Length)
            throw new InvalidDataException($"{place}: there are {top.Length} top_ids and {logits.Length} top_logits; expected one logit an id.");

        var certain = item.TryGetProperty("margins", out _) ? margins.TakeWhile(margin => margin >= UncertainMargin).Count() : greedy.Length;
        return new GoldenCase(prompt, greedy, Math.Min(certain, greedy.Length), top, Array.ConvertAll(logits, logit => (float)logit));

        int[] Ids(string name) => List<int>(name, $"token ids from 0 to {vocabulary - 1}", value => value.TryGetInt32(out var id) && id >= 0 && id < vocabulary ? id : null);

        double[] Numbers(string name) => List<double>(name, "numbers", value => value.GetDouble());

        T[] List<T>(string name, string expected, Func<JsonElement, T?> read)
            where T : struct
        {
            if (!item.TryGetProperty(name, out var list))
                return [];
            if (list.ValueKind != JsonValueKind.Array)
                throw new InvalidDataException($"{place}: {name} is no list; expected one of {expected}.");
            return [.. list.EnumerateArray().Select(value => (value.ValueKind == JsonValueKind.Number ? read(value) : null)
                ?? throw new InvalidDataException($"{place}: {name} has {Formats.Printable.Of(value.GetRawText())}; expected {expected}."))];
        }
    }
}
