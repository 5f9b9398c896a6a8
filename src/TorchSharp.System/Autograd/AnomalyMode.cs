using TorchSharp.Interop;

namespace TorchSharp;

/// <summary>Until it is disposed, backward checks for NaN and remembers where nodes were made; slow.</summary>
public unsafe class AnomalyMode : IDisposable
{
    private readonly bool _wasEnabled = IsEnabled;
    private readonly bool _didCheck = ShouldCheckNaN;

    /// <summary>Sets the mode.</summary>
    public AnomalyMode(bool enabled, bool check_nan = true) => Native.ts_set_anomaly_mode(enabled ? 1 : 0, check_nan ? 1 : 0);

    /// <summary>True while the mode is on.</summary>
    public static bool IsEnabled
    {
        get
        {
            int check;
            return Native.ts_anomaly_mode(&check) != 0;
        }
    }

    /// <summary>True when backward checks for NaN.</summary>
    public static bool ShouldCheckNaN
    {
        get
        {
            int check;
            _ = Native.ts_anomaly_mode(&check);
            return check != 0;
        }
    }

    /// <summary>Restores the mode before.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Restores the mode before.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing) Native.ts_set_anomaly_mode(_wasEnabled ? 1 : 0, _didCheck ? 1 : 0);
    }
}
