namespace Llm.Gen.Architectures;

/// <summary>Where a writer put a decoder and its head that are part of a larger model.</summary>
/// <param name="Decoder">The path of the decoder.</param>
/// <param name="Head">The path of the head.</param>
internal sealed record WrappedNames(string Decoder, string Head);
