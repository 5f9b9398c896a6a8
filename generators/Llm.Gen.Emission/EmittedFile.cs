namespace Llm.Gen.Emission;

/// <summary>One emitted source file.</summary>
/// <param name="HintName">Its name, unique in a compilation: "Examples.TinyLlama.Model.g.cs".</param>
/// <param name="Text">Its text: LF line ends, one after the last line.</param>
public sealed record EmittedFile(string HintName, string Text);
