using Llm.Gen.Runtime;

namespace Llm.Gen.Training;

/// <summary>
/// A step of Adafactor on one matrix [R, C], or vector [C], in memory: three goes over its gradient, as each needs sums of the one
/// before. Rows are cut into fixed chunks, shared out over the threads; sums over chunks are taken in their order.
/// </summary>
internal sealed unsafe class AdafactorPass
{
    private const int MostChunks = 32, LeastNumbers = 1 << 14;

    private readonly MemoryWalk.Place _place;
    private readonly MatrixPart _part;
    private readonly AdafactorRule.Constants _constants;
    private readonly float* _rowSquares, _squares;                  // of rows, and of columns or of a vector's numbers
    private readonly long _rowsOfChunk;
    private readonly int _chunks;
    private readonly double[] _sums;
    private readonly float[] _columnSums;                           // [chunks, C]
    private double _rowMean = 1;

    private AdafactorPass(MemoryWalk.Place place, MatrixPart part, AdafactorRule.Constants constants, float* rowSquares, float* squares)
    {
        (_place, _part, _constants) = (place, part, constants);
        _rowSquares = rowSquares;
        _squares = squares;
        _rowsOfChunk = Math.Max((part.Rows + MostChunks - 1) / MostChunks, (LeastNumbers + part.Columns - 1) / part.Columns);
        _chunks = (int)((part.Rows + _rowsOfChunk - 1) / _rowsOfChunk);
        (_sums, _columnSums) = (new double[_chunks], new float[_chunks * part.Columns]);
    }

    /// <summary>Takes the step.</summary>
    /// <param name="place">The part's weights and gradients.</param>
    /// <param name="part">Its shape.</param>
    /// <param name="constants">Of the step and the weight.</param>
    /// <param name="rowSquares">Means of squares of rows [R]; null of a vector.</param>
    /// <param name="squares">Means of squares of columns, or of a vector's numbers, [C].</param>
    internal static void Run(MemoryWalk.Place place, MatrixPart part, AdafactorRule.Constants constants, float* rowSquares, float* squares)
    {
        var pass = new AdafactorPass(place, part, constants, rowSquares, squares);
        var size = Math.Sqrt(pass.Sum(pass.Squares) / (part.Rows * part.Columns));
        pass.TakeSums();
        var update = Math.Sqrt(pass.Sum(pass.UpdateSquares) / (part.Rows * part.Columns));
        var rate = (float)(constants.Rate * Math.Max(constants.LeastScale, size) / Math.Max(1, update / constants.Clip));
        Team.Run(pass._chunks, chunk => pass.Each(chunk, (row, at, gradient, count) =>
            AdafactorKernel.Update(pass.Weight(row, at), gradient, constants.GradientScale, pass.Row(row), squares + at, constants.LeastSquare, constants.Keep, rate, count), isLast: true));
    }

    private delegate void Piece(long row, long at, float* gradient, int count);

    /// <summary>A sum over chunks, in their order.</summary>
    private double Sum(Func<int, double> ofChunk)
    {
        Team.Run(_chunks, chunk => _sums[chunk] = ofChunk(chunk));
        var sum = 0.0;
        foreach (var part in _sums)
            sum += part;
        return sum;
    }

    /// <summary>Sums squares of gradients by row and column; returns that of the weights.</summary>
    private double Squares(int chunk)
    {
        var sum = 0.0;
        fixed (float* columns = &_columnSums[chunk * _part.Columns])
        {
            var to = columns;
            var ofRow = 0.0;
            Each(chunk, (row, at, gradient, count) =>
            {
                ofRow = (at == 0 ? 0 : ofRow) + AdafactorKernel.AddSquares(gradient, _constants.GradientScale, to + at, count);
                sum += GradientKernel.SumOfSquares(Weight(row, at), count);
                if (_rowSquares != null && at + count == _part.Columns)
                    _rowSquares[row] += _constants.Gain * ((float)(ofRow / _part.Columns) - _rowSquares[row]);
            });
        }
        return sum;
    }

    private void TakeSums()
    {
        for (var column = 0L; column < _part.Columns; column++)
        {
            var sum = 0.0;
            for (var chunk = 0; chunk < _chunks; chunk++)
                sum += _columnSums[(chunk * _part.Columns) + column];
            _squares[column] += _constants.Gain * ((float)(sum / _part.Rows) - _squares[column]);
        }
        if (_rowSquares == null)
            return;
        var rows = 0.0;
        for (var row = 0L; row < _part.Rows; row++)
            rows += _rowSquares[row];
        _rowMean = Math.Max(rows / _part.Rows, _constants.Epsilon);
    }

    private double UpdateSquares(int chunk)
    {
        var sum = 0.0;
        Each(chunk, (row, at, gradient, count) => sum += AdafactorKernel.UpdateSquares(gradient, _constants.GradientScale, Row(row), _squares + at, _constants.LeastSquare, count));
        return sum;
    }

    /// <summary>What a row's columns are multiplied by.</summary>
    private float Row(long row) => _rowSquares == null ? 1 : (float)(_rowSquares[row] / _rowMean);

    private float* Weight(long row, long at) => _place.Weight + (row * _part.Columns) + at;

    /// <summary>Goes over a chunk's rows in short pieces.</summary>
    private void Each(int chunk, Piece body, bool isLast = false)
    {
        var scratch = stackalloc float[MemoryWalk.BlockSize];
        var last = Math.Min(_part.Rows, (chunk + 1) * _rowsOfChunk);
        for (var row = chunk * _rowsOfChunk; row < last; row++)
        {
            for (var at = 0L; at < _part.Columns; at += MemoryWalk.BlockSize)
            {
                var (start, count) = ((row * _part.Columns) + at, (int)Math.Min(MemoryWalk.BlockSize, _part.Columns - at));
                body(row, at, _place.Gradient(start, scratch, count), count);
                if (isLast)
                    _place.Finish(start, count);
            }
        }
    }
}
