namespace Llm.Gen.Runtime.Tests.Support;

/// <summary>A thread that has a model's turn until this is disposed of, whatever threads the test itself runs on.</summary>
public sealed class HeldTurn : IDisposable
{
    private readonly ManualResetEventSlim _taken = new(), _enough = new();
    private readonly Thread _thread;

    public HeldTurn(ICausalModel model)
    {
        _thread = new Thread(() =>
        {
            using (model.TakeTurn())
            {
                _taken.Set();
                _enough.Wait();
            }
        });
        _thread.Start();
        _taken.Wait();
    }

    public void Dispose()
    {
        _enough.Set();
        _thread.Join();
        _taken.Dispose();
        _enough.Dispose();
    }
}
