namespace Llm.Gen.Tokenization;

/// <summary>Makes the first of the steps that end in <paramref name="end"/>; one set of steps serves one text.</summary>
/// <param name="end">The last step.</param>
/// <param name="isEager">Whether runs of byte tokens are passed on character by character.</param>
internal delegate DecoderStep DecoderFactory(DecoderStep end, bool isEager);
