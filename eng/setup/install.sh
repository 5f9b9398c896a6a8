# What the machine must have. Root is needed for apt-get alone.

required_sdk=10

require_dotnet() {
    if ! command -v dotnet > /dev/null; then
        echo "setup: the .NET SDK $required_sdk is missing; install it (https://dot.net/download) and run this again" >&2
        exit 2
    fi
    local version
    version="$(dotnet --version)"
    if [ "${version%%.*}" -lt "$required_sdk" ]; then
        echo "setup: found the .NET SDK $version, expected $required_sdk or later; install it (https://dot.net/download) and run this again" >&2
        exit 2
    fi
}

# package, and the file or command that shows it is there
packages_for() {
    echo "fortunes /usr/share/games/fortunes/literature"
    if [ "$1" = System ]; then
        echo "g++ command:g++"
        echo "cmake command:cmake"
        echo "libtorch-dev $(torch_header)"
        echo "libopenblas0-openmp library:openblas-openmp/libblas.so.3"
    fi
}

# A libtorch of the user's own (CMake's Torch_DIR, or LIBTORCH) stands in for the package.
torch_header() {
    if [ -n "${LIBTORCH:-}" ]; then
        echo "$LIBTORCH/include/torch/csrc/api/include/torch/torch.h"
    else
        echo "/usr/include/torch/csrc/api/include/torch/torch.h"
    fi
}

is_there() {
    case "$1" in
        command:*) command -v "${1#command:}" > /dev/null ;;
        library:*) compgen -G "/usr/lib/*/${1#library:}" > /dev/null ;;
        *) [ -e "$1" ] ;;
    esac
}

install_missing() {
    local missing=() package mark
    while read -r package mark; do
        is_there "$mark" || missing+=("$package")
    done < <(packages_for "$1")
    [ ${#missing[@]} -gt 0 ] || return 0

    if ! command -v apt-get > /dev/null; then
        echo "setup: missing: ${missing[*]} (Debian's names); there is no apt-get here, so install them by hand and run this again" >&2
        exit 2
    fi
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo > /dev/null; then
            echo "setup: missing: ${missing[*]}; installing them needs root: run 'apt-get install ${missing[*]}' as root and then this again" >&2
            exit 2
        fi
        as_root=(sudo)
    fi
    echo "setup: installing with apt-get: ${missing[*]}"
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" > "$root/artifacts/apt.log" 2>&1 || {
        tail -n 5 "$root/artifacts/apt.log" >&2
        echo "setup: apt-get could not install ${missing[*]}; its whole output is in artifacts/apt.log" >&2
        exit 2
    }
}
