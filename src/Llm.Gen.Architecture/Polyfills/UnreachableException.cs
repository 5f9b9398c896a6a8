namespace System.Diagnostics;

/// <summary>Thrown where an invariant of ours is broken; .NET has it since 7, netstandard2.0 does not.</summary>
internal sealed class UnreachableException() : Exception("The program reached a place that was held to be unreachable.");
