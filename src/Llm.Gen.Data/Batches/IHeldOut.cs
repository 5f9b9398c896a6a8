namespace Llm.Gen.Data;

/// <summary>What a model is measured on and never learns from.</summary>
public interface IHeldOut
{
    /// <summary>It as rows.</summary>
    /// <param name="context">Positions in a row, T.</param>
    /// <exception cref="InvalidDataException">It does not fill one row.</exception>
    IRows Rows(int context);
}
