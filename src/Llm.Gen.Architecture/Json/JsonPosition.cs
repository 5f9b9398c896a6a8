using System.Globalization;

namespace Llm.Gen.Architectures;

/// <summary>A place in a text, counted from 1.</summary>
/// <param name="Line">The line.</param>
/// <param name="Column">The column, in UTF-16 units.</param>
public readonly record struct JsonPosition(int Line, int Column)
{
    /// <inheritdoc/>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, "line {0}, column {1}", Line, Column);
}
