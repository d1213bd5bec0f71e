// The functions of src/main/cuda/machine.cuh for a processor: every thread of a block is a fiber, warp-wide instructions
// and barriers switch between fibers in an order that a seed decides, so that a missing barrier shows as a wrong result
// under some seed. Copies from global memory take place no sooner than they are waited for.
#pragma once
#include <math.h>
#include <stddef.h>
#include <string.h>

#include <functional>

#define DEVICE
#define KERNEL extern "C"
#define __launch_bounds__(...)
#define __cluster_dims__(...)

struct uint2 {
    uint32_t x, y;
};
struct alignas(8) float2 {
    float x, y;
};
struct alignas(16) float4 {
    float x, y, z, w;
};

inline int min(int a, int b) {
    return a < b ? a : b;
}
inline int max(int a, int b) {
    return a > b ? a : b;
}

namespace emulated {

struct Index {
    unsigned x;
};

/** Indices of the running fiber. */
extern Index thread, block, blocks_size;

/** Runs a grid of blocks; `cluster` blocks run together, the others one after another. */
void run(unsigned grid, unsigned cluster, unsigned threads, unsigned shared_bytes, const std::function<void()> &kernel);

/** Seed of the order of fibers. */
void shuffle_by(uint32_t seed);

float half_to_float(uint16_t bits);
uint16_t float_to_half(float value);

unsigned char *shared_memory();
void warp_multiply_add(float (&d)[4], const uint32_t (&a)[4], uint32_t b0, uint32_t b1);
void warp_load_matrices(uint32_t (&a)[4], const uint16_t *row);
void start_copy(void *to, const void *from);
void finish_copies();
void wait_for_warp();
void wait_for_block();
void wait_for_cluster();
int rank_in_cluster();
void store_in_cluster(uint32_t *place, uint32_t value);

}  // namespace emulated

#define threadIdx emulated::thread
#define blockIdx emulated::block
#define blockDim emulated::blocks_size

inline unsigned char *shared_memory() {
    return emulated::shared_memory();
}
inline void multiply_add(float (&d)[4], const uint32_t (&a)[4], uint32_t b0, uint32_t b1) {
    emulated::warp_multiply_add(d, a, b0, b1);
}
inline void load_matrices(uint32_t (&a)[4], const uint16_t *row) {
    emulated::warp_load_matrices(a, row);
}
inline void copy_async(void *shared, const void *global) {
    emulated::start_copy(shared, global);
}
inline void wait_for_copies() {
    emulated::finish_copies();
}
inline void block_barrier() {
    emulated::wait_for_block();
}
inline void join_warp() {
    emulated::wait_for_warp();
}
inline uint32_t half_pair(float first, float second) {
    return emulated::float_to_half(first) | (uint32_t) emulated::float_to_half(second) << 16;
}
/** Rounded to 11 bits, which is as wrong as the instruction may be. */
inline float fast_tanh(float x) {
    float y = (float) tanh((double) x);
    uint32_t bits;
    memcpy(&bits, &y, 4);
    bits = (bits + 0x1000u) & ~0x1FFFu;
    memcpy(&y, &bits, 4);
    return y;
}
inline float exact_sigmoid(float x) {
    return (float) (1 / (1 + exp(-(double) x)));
}
inline uint2 load_constant(const uint2 *p) {
    return *p;
}
template <int SIZE>
inline int cluster_rank() {
    return SIZE > 1 ? emulated::rank_in_cluster() : 0;
}
template <int SIZE>
inline void cluster_barrier() {
    if (SIZE > 1) {
        emulated::wait_for_cluster();
    } else {
        emulated::wait_for_block();
    }
}
template <int SIZE>
inline void store_everywhere(uint32_t *place, uint32_t value) {
    if (SIZE > 1) {
        emulated::store_in_cluster(place, value);
    } else {
        *place = value;
    }
}
