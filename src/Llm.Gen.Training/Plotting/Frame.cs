namespace Llm.Gen.Training.Plotting;

/// <summary>The rectangle that the axes of a chart enclose, in pixels; what they say stands around it.</summary>
internal readonly record struct Frame(double Left, double Top, double Right, double Bottom)
{
    internal double Width => Right - Left;

    internal double Height => Bottom - Top;
}
