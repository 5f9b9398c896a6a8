namespace Llm.Gen.Tokenization.Tests;

public class MergerTests
{
    [Fact]
    public void Long_words_merge_as_the_definition_says()
    {
        var random = new Random(5);
        for (var round = 0; round < 200; round++)
        {
            var merges = RandomMerges(random, out var table);
            var word = Enumerable.Range(0, random.Next(400)).Select(_ => random.Next(3)).ToArray();
            var buffers = new MergeBuffers();
            buffers.Reserve(word.Length);
            word.CopyTo(buffers.Symbols, 0);

            var count = Merger.Merge<Merger.Plain>(table, buffers, word.Length);

            Assert.Equal(ByDefinition(word, merges), buffers.Symbols[..count]);
        }
    }

    private static Dictionary<(int Left, int Right), (int Rank, int Merged)> RandomMerges(Random random, out MergeTable table)
    {
        var merges = new Dictionary<(int, int), (int, int)>();
        table = new MergeTable(60);
        for (var rank = 0; rank < 60; rank++)
        {
            var (left, right, merged) = (random.Next(3 + rank), random.Next(3 + rank), 3 + rank);
            merges[(left, right)] = (rank, merged);
            table.Set(left, right, rank, merged);
        }

        return merges;
    }

    private static int[] ByDefinition(int[] word, Dictionary<(int Left, int Right), (int Rank, int Merged)> merges)
    {
        var symbols = word.ToList();
        while (true)
        {
            var best = Enumerable.Range(0, Math.Max(symbols.Count - 1, 0)).Where(i => merges.ContainsKey((symbols[i], symbols[i + 1])))
                .OrderBy(i => merges[(symbols[i], symbols[i + 1])].Rank).FirstOrDefault(-1);
            if (best < 0)
                return [.. symbols];
            symbols[best] = merges[(symbols[best], symbols[best + 1])].Merged;
            symbols.RemoveAt(best + 1);
        }
    }
}
