// A driver library for tests: the part of CUDA's driver API that Montecat uses, over kernels emulated on the processor.
// Built as a shared library and loaded in place of libcuda.so.1, it lets the host code run as it is. Everything happens at
// once and in order; device memory is memory, with guards around it, and never written memory holds no numbers.
//
//     g++ -std=c++17 -O2 -shared -fPIC -fno-strict-aliasing -DMONTECAT_EMULATE -I.
//         emulated_driver.cpp emulation.cpp -o libemulated.so
#include "../../main/cuda/gru.cu"

#include <stdio.h>
#include <stdlib.h>

#include <map>
#include <mutex>
#include <string>
#include <thread>

namespace {

enum { SUCCESS = 0, INVALID_VALUE = 1, OUT_OF_MEMORY = 2, NO_DEVICE = 100, INVALID_DEVICE = 101, INVALID_IMAGE = 200,
       UNSUPPORTED_PTX = 222, NOT_FOUND = 500, ILLEGAL_ADDRESS = 700,
       INVALID_CLUSTER = 912 };

/** What cuDeviceGet and its kin tell; tests change it. */
struct Configuration {
    int devices = 1, major = 9, minor = 0, multiprocessors = 4, shared_bytes = 227 * 1024, version = 13000;
    size_t memory = size_t(1) << 30;
    /** Whether blocks can work together. */
    bool clusters = true;
    /** Whether the first device is somebody else's. */
    bool taken = false;
    /** What cuMemGetInfo tells instead of the truth, if above 0: memory that others take between asking and taking. */
    size_t claimed = 0;
} device;

const size_t GUARD = 256;
const unsigned char GUARDED = 0xA5;

std::mutex one_at_a_time;
std::map<unsigned char *, size_t> allocations;
size_t used = 0;
int contexts = 0, streams = 0, events = 0, modules = 0, hosts = 0;
long launches = 0, cluster_launches = 0;

template <class T>
T argument(void **parameters, int i) {
    return *(T *) parameters[i];
}

typedef void (*Launcher)(void **);

struct Function {
    const char *name;
    unsigned cluster;
    int least_major;
    Launcher launcher;
    int shared_limit;
};

template <void (*KERNEL_FUNCTION)(LayerJob)>
void layer(void **p) {
    KERNEL_FUNCTION(argument<LayerJob>(p, 0));
}

void first_layer(void **p) {
    montecat_first_layer(argument<const float *>(p, 0), argument<const float *>(p, 1), argument<const float *>(p, 2),
        argument<const float *>(p, 3), argument<uint16_t *>(p, 4), argument<float *>(p, 5),
        argument<int>(p, 6), argument<int>(p, 7), argument<int>(p, 8), argument<int>(p, 9), argument<int>(p, 10));
}

void output(void **p) {
    montecat_output(argument<const float *>(p, 0), argument<const float *>(p, 1), argument<const float *>(p, 2),
        argument<float *>(p, 3), argument<const uint64_t *>(p, 4), argument<uint64_t>(p, 5), argument<int>(p, 6),
        argument<int>(p, 7), argument<int>(p, 8), argument<int>(p, 9), argument<int>(p, 10), argument<int>(p, 11),
        argument<uint32_t>(p, 12), argument<uint32_t>(p, 13), argument<float>(p, 14));
}

const int DEFAULT_SHARED = 48 * 1024;
/** The first word of a fatbin. */
const uint32_t FATBIN = 0xBA55ED50;
/** Stand for the two kinds of modules. */
char machine_code, portable_code;

Function functions[] = {
    {"montecat_first_layer", 1, 8, first_layer, DEFAULT_SHARED},
    {"montecat_output", 1, 8, output, DEFAULT_SHARED},
    {"montecat_layer_any", 1, 8, layer<montecat_layer_any>, DEFAULT_SHARED},
    {"montecat_layer_single", 1, 8, layer<montecat_layer_single>, DEFAULT_SHARED},
    {"montecat_layer_112", 1, 8, layer<montecat_layer_112>, DEFAULT_SHARED},
    {"montecat_layer_208", 4, 9, layer<montecat_layer_208>, DEFAULT_SHARED},
};

bool guards_hold() {
    for (const auto &a : allocations) {
        for (size_t i = 0; i < GUARD; i++) {
            if (a.first[i] != GUARDED || a.first[GUARD + a.second + i] != GUARDED) {
                return false;
            }
        }
    }
    return true;
}

}  // namespace

extern "C" {

void emulated_configure(int devices, int major, int multiprocessors, int shared_bytes, int version, size_t memory) {
    device.devices = devices;
    device.major = major;
    device.multiprocessors = multiprocessors;
    device.shared_bytes = shared_bytes;
    device.version = version;
    device.memory = memory;
    device.claimed = 0;
    device.clusters = true;
    device.taken = false;
}

/** A device of the generation that has clusters, without them. */
void emulated_without_clusters() {
    device.clusters = false;
}

/** The first device is somebody else's. */
void emulated_taken() {
    device.taken = true;
}

void emulated_claim(size_t free_bytes) {
    device.claimed = free_bytes;
}

void emulated_shuffle(int seed) {
    emulated::shuffle_by((uint32_t) seed);
}

/** Everything that was opened and not closed, and all device memory that was not freed. */
long emulated_leftovers() {
    return (long) allocations.size() + contexts + streams + events + modules + hosts;
}

long emulated_launches() {
    return launches;
}

/** Launches of kernels of which several blocks work together. */
long emulated_cluster_launches() {
    return cluster_launches;
}

int emulated_half(float value) {
    return emulated::float_to_half(value);
}

/** The survivors among eight units, see philox.cuh. */
void emulated_survivors(long seed, long row, int threshold, int blocks, int pass, int sequence, int block, int *out) {
    Eight kept = survivors({(uint64_t) seed, (uint64_t) row, (uint32_t) threshold, blocks}, (uint32_t) pass, sequence, block);
    memcpy(out, kept.word, sizeof kept.word);
}

int cuInit(unsigned) {
    return device.devices ? SUCCESS : NO_DEVICE;
}

int cuDriverGetVersion(int *version) {
    *version = device.version;
    return SUCCESS;
}

int cuDeviceGetCount(int *count) {
    *count = device.devices;
    return SUCCESS;
}

int cuDeviceGet(int *handle, int ordinal) {
    *handle = ordinal;
    return ordinal < device.devices ? SUCCESS : INVALID_VALUE;
}

int cuDeviceGetName(char *name, int length, int) {
    snprintf(name, length, "emulated device");
    return SUCCESS;
}

int cuDeviceGetAttribute(int *value, int attribute, int) {
    switch (attribute) {
        case 16: *value = device.multiprocessors; return SUCCESS;
        case 75: *value = device.major; return SUCCESS;
        case 76: *value = device.minor; return SUCCESS;
        case 97: *value = device.shared_bytes; return SUCCESS;
        default: return INVALID_VALUE;
    }
}

int cuDevicePrimaryCtxRetain(void **context, int ordinal) {
    if (device.taken && ordinal == 0) {
        return INVALID_DEVICE;
    }
    *context = &device;
    contexts++;
    return SUCCESS;
}

int cuDevicePrimaryCtxRelease_v2(int) {
    contexts--;
    return SUCCESS;
}

int cuCtxPushCurrent_v2(void *) {
    return SUCCESS;
}

int cuCtxPopCurrent_v2(void **context) {
    *context = &device;
    return SUCCESS;
}

int cuModuleLoadData(void **module, const void *image) {
    uint32_t magic;
    memcpy(&magic, image, sizeof magic);
    bool portable = magic != FATBIN;
    // Machine code wants a driver no older than the compiler, portable code of version 7.8 one for CUDA 11.8.
    if (!portable && device.version < 13000) {
        return INVALID_IMAGE;
    }
    if (portable && (!strstr((const char *) image, ".version 7.8") || device.version < 11080)) {
        return UNSUPPORTED_PTX;
    }
    *module = portable ? &portable_code : &machine_code;
    modules++;
    return SUCCESS;
}

int cuModuleUnload(void *) {
    modules--;
    return SUCCESS;
}

int cuModuleGetFunction(void **function, void *module, const char *name) {
    for (Function &f : functions) {
        // The portable code is for 8.0 and newer, and has nothing that only newer devices have.
        bool there = module == &machine_code ? device.major >= f.least_major : f.least_major == 8;
        if (std::string(name) == f.name && there) {
            *function = &f;
            return SUCCESS;
        }
    }
    return NOT_FOUND;
}

int cuFuncSetAttribute(void *function, int attribute, int value) {
    if (attribute != 8 || value > device.shared_bytes) {
        return INVALID_VALUE;
    }
    // One table serves all modules: a limit that one of them raised stays.
    Function *f = (Function *) function;
    f->shared_limit = f->shared_limit > value ? f->shared_limit : value;
    return SUCCESS;
}

/** As cuda.h has them. */
struct LaunchAttribute {
    int id;
    int padding;
    unsigned value[16];
};
struct LaunchConfig {
    unsigned grid[3], block[3], shared_bytes;
    void *stream;
    LaunchAttribute *attributes;
    unsigned attribute_count;
};

int cuOccupancyMaxActiveClusters(int *clusters, void *function, const LaunchConfig *config) {
    Function *f = (Function *) function;
    if (!device.clusters) {
        return INVALID_CLUSTER;
    }
    if (config->attribute_count != 1 || config->attributes->id != 4 || config->attributes->value[0] != f->cluster
        || config->attributes->value[1] != 1 || config->attributes->value[2] != 1 || config->grid[0] % f->cluster
        || config->block[0] != THREADS || config->block[1] != 1 || (int) config->shared_bytes > f->shared_limit
        || config->stream) {
        return INVALID_VALUE;
    }
    *clusters = device.multiprocessors / f->cluster;
    return SUCCESS;
}

int cuLaunchKernel(void *function, unsigned gx, unsigned gy, unsigned gz, unsigned bx, unsigned by, unsigned bz,
                   unsigned shared_bytes, void *, void **parameters, void **) {
    Function *f = (Function *) function;
    if (f->cluster > 1 && !device.clusters) {
        return INVALID_CLUSTER;
    }
    if (gx == 0 || gx % f->cluster || gy != 1 || gz != 1 || bx == 0 || bx > 1024 || by != 1 || bz != 1
        || (int) shared_bytes > f->shared_limit) {
        return INVALID_VALUE;
    }
    std::lock_guard<std::mutex> lock(one_at_a_time);
    launches++;
    cluster_launches += f->cluster > 1;
    // A thread of its own: the fibers' stacks are none of the Java virtual machine's business.
    std::thread runner([=] { emulated::run(gx, f->cluster, bx, shared_bytes, [=] { f->launcher(parameters); }); });
    runner.join();
    return guards_hold() ? SUCCESS : ILLEGAL_ADDRESS;
}

int cuMemGetInfo_v2(size_t *free_bytes, size_t *total) {
    *free_bytes = device.claimed ? device.claimed : device.memory - used;
    *total = device.memory;
    return SUCCESS;
}

int cuMemAlloc_v2(void **pointer, size_t bytes) {
    if (bytes == 0) {
        return INVALID_VALUE;
    }
    std::lock_guard<std::mutex> lock(one_at_a_time);
    if (used + bytes > device.memory) {
        return OUT_OF_MEMORY;
    }
    // As much aligned as the driver's allocations are.
    unsigned char *start = (unsigned char *) aligned_alloc(GUARD, (bytes + 3 * GUARD - 1) / GUARD * GUARD);
    memset(start, GUARDED, GUARD);
    memset(start + GUARD, 0xFF, bytes);
    memset(start + GUARD + bytes, GUARDED, GUARD);
    allocations[start] = bytes;
    used += bytes;
    *pointer = start + GUARD;
    return SUCCESS;
}

int cuMemFree_v2(void *pointer) {
    std::lock_guard<std::mutex> lock(one_at_a_time);
    auto found = allocations.find((unsigned char *) pointer - GUARD);
    if (found == allocations.end()) {
        return INVALID_VALUE;
    }
    bool whole = guards_hold();
    used -= found->second;
    free(found->first);
    allocations.erase(found);
    return whole ? SUCCESS : ILLEGAL_ADDRESS;
}

int cuMemHostAlloc(void **pointer, size_t bytes, unsigned) {
    *pointer = malloc(bytes);
    hosts++;
    return SUCCESS;
}

int cuMemFreeHost(void *pointer) {
    free(pointer);
    hosts--;
    return SUCCESS;
}

int cuMemcpyHtoDAsync_v2(void *to, const void *from, size_t bytes, void *) {
    memcpy(to, from, bytes);
    return guards_hold() ? SUCCESS : ILLEGAL_ADDRESS;
}

int cuMemcpyDtoHAsync_v2(void *to, const void *from, size_t bytes, void *) {
    memcpy(to, from, bytes);
    return SUCCESS;
}

int cuStreamCreate(void **stream, unsigned) {
    *stream = &device;
    streams++;
    return SUCCESS;
}

int cuStreamSynchronize(void *) {
    return SUCCESS;
}

int cuStreamDestroy_v2(void *) {
    streams--;
    return SUCCESS;
}

int cuEventCreate(void **event, unsigned) {
    *event = &device;
    events++;
    return SUCCESS;
}

int cuEventRecord(void *, void *) {
    return SUCCESS;
}

int cuEventSynchronize(void *) {
    return SUCCESS;
}

int cuEventDestroy_v2(void *) {
    events--;
    return SUCCESS;
}

int cuGetErrorName(int error, const char **name) {
    switch (error) {
        case SUCCESS: *name = "CUDA_SUCCESS"; return SUCCESS;
        case INVALID_VALUE: *name = "CUDA_ERROR_INVALID_VALUE"; return SUCCESS;
        case OUT_OF_MEMORY: *name = "CUDA_ERROR_OUT_OF_MEMORY"; return SUCCESS;
        case NO_DEVICE: *name = "CUDA_ERROR_NO_DEVICE"; return SUCCESS;
        case INVALID_DEVICE: *name = "CUDA_ERROR_INVALID_DEVICE"; return SUCCESS;
        case INVALID_IMAGE: *name = "CUDA_ERROR_INVALID_IMAGE"; return SUCCESS;
        case UNSUPPORTED_PTX: *name = "CUDA_ERROR_UNSUPPORTED_PTX_VERSION"; return SUCCESS;
        case INVALID_CLUSTER: *name = "CUDA_ERROR_INVALID_CLUSTER_SIZE"; return SUCCESS;
        case NOT_FOUND: *name = "CUDA_ERROR_NOT_FOUND"; return SUCCESS;
        case ILLEGAL_ADDRESS: *name = "CUDA_ERROR_ILLEGAL_ADDRESS"; return SUCCESS;
        default: *name = nullptr; return INVALID_VALUE;
    }
}

int cuGetErrorString(int error, const char **text) {
    return cuGetErrorName(error, text);
}

}  // extern "C"
