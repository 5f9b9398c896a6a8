namespace Llm.Gen.Runtime;

/// <summary>The cosines and sines of each row of a pass, in a table by position.</summary>
internal readonly unsafe struct RotationAngles
{
    private readonly float* _cosines;           // [positions, R/2]
    private readonly float* _sines;
    private readonly int[]? _positions;         // [B T]
    private readonly int _first;
    private readonly int _tokens;
    private readonly int _half;

    /// <summary>The angles of rows of T tokens each.</summary>
    public RotationAngles(Rotation rotation, int tokens, bool backwards)
    {
        _cosines = (float*)rotation.Table.CosineAddress;
        _sines = (float*)rotation.Table.SineAddress;
        (_positions, _first, _tokens, _half) = (rotation.Positions, rotation.First, tokens, rotation.Table.Half);
        Direction = backwards ? -1 : 1;
        IsInterleaved = rotation.Table.IsInterleaved;
    }

    /// <summary>R/2, pairs of columns that turn.</summary>
    public int Half => _half;

    /// <summary>Whether columns 2i and 2i + 1 turn with each other, and not i and i + R/2.</summary>
    public bool IsInterleaved { get; }

    /// <summary>1 turns forward, -1 back.</summary>
    public float Direction { get; }

    /// <summary>The angles of a row, cosines and sines.</summary>
    public Angles At(long row)
    {
        long position = _positions is { } positions ? positions[row] : _first + row % _tokens;
        return new Angles(_cosines + position * _half, _sines + position * _half);
    }

    /// <summary>Two pointers, which a tuple cannot hold.</summary>
    public readonly struct Angles(float* cosines, float* sines)
    {
        private readonly float* _cosines = cosines;
        private readonly float* _sines = sines;

        /// <summary>Takes the two apart.</summary>
        public void Deconstruct(out float* cosines, out float* sines)
        {
            cosines = _cosines;
            sines = _sines;
        }
    }
}
