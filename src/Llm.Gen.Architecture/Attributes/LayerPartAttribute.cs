namespace Llm.Gen;

/// <summary>
/// A part of layers. It is for layer i when From &lt;= i &lt; To, (i - From) % Every == 0, and i is not in Except; unless one of these is set, for all.
/// Where two parts of one kind are for the same layer, the later one takes it.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public abstract class LayerPartAttribute : Attribute
{
    private protected LayerPartAttribute()
    {
    }

    /// <summary>The first layer, counted from 0. Default: 0.</summary>
    public int From { get; set; }

    /// <summary>The layer before which it ends. Default: after the last.</summary>
    public int To { get; set; }

    /// <summary>Every how many layers, from the first on. Default: 1.</summary>
    public int Every { get; set; } = 1;

    /// <summary>Layers that are left out. Default: none.</summary>
    public int[] Except { get; set; } = [];
}
