namespace TorchSharp;

/// <summary>Kind of a device.</summary>
public enum DeviceType
{
    /// <summary>The processor.</summary>
    CPU = 0,

    /// <summary>An NVIDIA graphics processor.</summary>
    CUDA = 1,

    /// <summary>oneDNN.</summary>
    MKLDNN = 2,

    /// <summary>OpenGL.</summary>
    OPENGL = 3,

    /// <summary>OpenCL.</summary>
    OPENCL = 4,

    /// <summary>IDEEP.</summary>
    IDEEP = 5,

    /// <summary>An AMD graphics processor.</summary>
    HIP = 6,

    /// <summary>A field-programmable gate array.</summary>
    FPGA = 7,

    /// <summary>MSNPU.</summary>
    MSNPU = 8,

    /// <summary>XLA.</summary>
    XLA = 9,

    /// <summary>Apple's graphics processor.</summary>
    MPS = 13,

    /// <summary>No memory at all: shapes and types only.</summary>
    META = 14,
}
