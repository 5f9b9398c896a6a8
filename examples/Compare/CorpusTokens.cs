using Llm.Gen.Data;

namespace Examples.Compare;

/// <summary>A corpus as one tokenizer sees it.</summary>
/// <param name="Train">What is learnt.</param>
/// <param name="HeldOut">What is not.</param>
/// <param name="HeldOutBytes">Bytes of text that are held out.</param>
public sealed record CorpusTokens(TokenFile Train, TokenFile HeldOut, long HeldOutBytes) : IDisposable
{
    public double BytesPerToken => (double)HeldOutBytes / HeldOut.Count;

    public void Dispose()
    {
        Train.Dispose();
        HeldOut.Dispose();
    }
}
