namespace Llm.Gen;

/// <summary>
/// Declares a way of your own to tell positions: a class over Llm.Gen.Runtime.Block whose constructor takes a PositionShape and a Placement, and
/// which changes queries and keys before they meet.
/// </summary>
/// <param name="component">The class.</param>
/// <param name="options">Arguments of its constructor beside shape and place: name, value, name, value.</param>
public sealed class PositionAttribute(Type component, params object[] options) : OwnPartAttribute(component, options);
