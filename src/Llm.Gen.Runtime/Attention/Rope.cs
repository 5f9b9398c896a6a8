namespace Llm.Gen.Runtime;

/// <summary>
/// Rotary positions (arXiv:2104.09864) of the first R columns of a head: column i turns with column i + R/2 by position / theta^(2i/R), or as
/// a scaling has it; interleaved, columns 2i and 2i + 1 turn with each other.
/// </summary>
public sealed class Rope : ICompanion
{
    private const int FirstRows = 256;

    private readonly int _columns;
    private readonly double _theta;
    private readonly int _positions;
    private readonly RotaryScaling? _scaling;
    private readonly bool _interleaved;
    private RotationTable? _table;
    private int _frequencyLength;               // the length whose frequencies the table has

    /// <summary>Rotary positions.</summary>
    /// <param name="columns">R, an even number of columns; those of a head beyond do not turn.</param>
    /// <param name="theta">The base of the wave lengths.</param>
    /// <param name="positions">The largest number of positions.</param>
    /// <param name="scaling">How they reach past the length first trained at; none if they do not.</param>
    /// <param name="interleaved">Whether neighbours turn with each other, and not the halves.</param>
    public Rope(int columns, double theta, int positions, RotaryScaling? scaling = null, bool interleaved = false) =>
        (_columns, _theta, _positions, _scaling, _interleaved) = (columns, theta, positions, scaling, interleaved);

    /// <summary>The turns of a pass's positions. The table grows by doubling up to the declared positions.</summary>
    public Rotation At(Pass pass)
    {
        var needed = pass.LastPosition + 1;
        var length = _scaling?.FrequencyLength(needed) ?? 0;
        if (_table is null || _table.Rows < needed || length != _frequencyLength || !_table.IsOn(pass.Device))
        {
            _table?.Dispose();
            _table = new RotationTable(Frequencies(length), _scaling?.Amplitude ?? 1, RowsFor(needed, length), pass.Device) { IsInterleaved = _interleaved };
            _frequencyLength = length;
        }
        pass.Keep(_table.Hold());
        return new Rotation(_table, pass);
    }

    /// <summary>Drops the table; it is made again where the next pass is.</summary>
    public void Forget()
    {
        _table?.Dispose();
        _table = null;
    }

    void ICompanion.Follow() => Forget();

    /// <summary>Frees the table.</summary>
    public void Dispose() => Forget();

    /// <summary>1 / theta^(2i/R), [R/2] radians per position.</summary>
    internal static double[] Frequencies(int columns, double theta)
    {
        var frequencies = new double[columns / 2];
        for (var i = 0; i < frequencies.Length; i++)
            frequencies[i] = 1.0 / Math.Pow(theta, 2.0 * i / columns);
        return frequencies;
    }

    private float[] Frequencies(int length) =>
        Array.ConvertAll(_scaling?.Frequencies(_columns, _theta, length) ?? Frequencies(_columns, _theta), frequency => (float)frequency);

    /// <summary>Exactly as many rows as needed where the next length has another table, else some to come.</summary>
    private int RowsFor(int needed, int length) =>
        needed == length ? needed : Math.Max(needed, Math.Min(_positions, Math.Max(FirstRows, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)needed))));
}
