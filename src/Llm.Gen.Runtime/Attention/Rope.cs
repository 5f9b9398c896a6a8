using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Rotary positions (arXiv:2104.09864), half split: column i turns with column i + E/2 by position / theta^(2i/E).</summary>
public sealed class Rope : ICompanion
{
    private const int FirstRows = 256;

    private readonly float[] _frequencies;      // [E/2], radians per position
    private readonly int _positions;
    private RotationTable? _table;

    /// <summary>Rotary positions.</summary>
    /// <param name="headSize">E, an even number of columns.</param>
    /// <param name="theta">The base of the wave lengths.</param>
    /// <param name="positions">The largest number of positions.</param>
    public Rope(int headSize, double theta, int positions)
    {
        _positions = positions;
        _frequencies = new float[headSize / 2];
        for (var i = 0; i < _frequencies.Length; i++)
            _frequencies[i] = (float)(1.0 / Math.Pow(theta, 2.0 * i / headSize));
    }

    /// <summary>The turns of a pass's positions. The table grows by doubling up to the declared positions.</summary>
    public Rotation At(Pass pass)
    {
        var needed = pass.LastPosition + 1;
        if (_table is null || _table.Rows < needed || !_table.IsOn(pass.Device))
        {
            var rows = Math.Min(_positions, Math.Max(FirstRows, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)needed)));
            if (_table is { IsInGraphs: false })
                _table.Dispose();
            _table = new RotationTable(_frequencies, rows, pass.Device);
        }
        _table.IsInGraphs |= is_grad_enabled();
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
}
