using System.Runtime.InteropServices;

namespace Llm.Gen.Cli;

/// <summary>
/// A command that is asked to end (Ctrl+C, SIGTERM) stops where it may, with what it has on the disk; asked again, it ends at once. The command line's library would
/// hear of it only where a command gives its thread away, and then wait two seconds: too little for a checkpoint.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _cancelled = new();
    private readonly PosixSignalRegistration[] _signals;

    /// <param name="command">Whose name messages begin with.</param>
    public Interruption(string command) =>
        _signals = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM }.Select(signal => PosixSignalRegistration.Create(signal, asked => Stop(asked, command)))];

    /// <summary>Cancelled when the command is asked to end.</summary>
    public CancellationToken Token => _cancelled.Token;

    private void Stop(PosixSignalContext asked, string command)
    {
        if (_cancelled.IsCancellationRequested)
            return;
        asked.Cancel = true;
        Console.Error.WriteLine($"{command}: stopping; asked again, it ends at once.");
        _cancelled.Cancel();
    }

    public void Dispose()
    {
        foreach (var signal in _signals)
            signal.Dispose();
        _cancelled.Dispose();
    }
}
