using Llm.Gen.Data;

namespace Llm.Gen.Training.Tests;

/// <summary>Token files whose ids follow a rule that a model can learn: squares, to which one more is added every seventh token, modulo a prime.</summary>
internal static class SquareTokens
{
    public static void Write(string path, int count, int vocabulary = 64, int modulus = 61)
    {
        using var writer = new TokenFileWriter(path, vocabulary);
        writer.Write(Enumerable.Range(0, count).Select(i => (i * i + (i / 7)) % modulus));
        writer.Complete();
    }

    public static TokenFile Open(string path, int count, int vocabulary = 64, int modulus = 61)
    {
        Write(path, count, vocabulary, modulus);
        return TokenFile.Open(path);
    }
}
