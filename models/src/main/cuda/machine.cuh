// The instructions of the GPU that CUDA C++ has no words for, as functions. Everything else in these sources is plain
// C++ as well: with MONTECAT_EMULATE they compile for the processor against src/test/cuda/emulation.h, which has the
// same functions, so that the kernels' indexing and arithmetic are tested where there is no GPU.
#pragma once
#include <stdint.h>

#ifdef MONTECAT_EMULATE
#include "emulation.h"
#else

#define DEVICE __device__
#define KERNEL extern "C" __global__

/** The block's dynamic shared memory. */
DEVICE inline unsigned char *shared_memory() {
    extern __shared__ __align__(128) unsigned char dynamic[];
    return dynamic;
}

DEVICE inline uint32_t shared_address(const void *p) {
    return (uint32_t) __cvta_generic_to_shared(p);
}

/** d += a b with a 16 x 16 (row fragments), b 16 x 8 (column fragments) in half precision and d in single. */
DEVICE inline void multiply_add(float (&d)[4], const uint32_t (&a)[4], uint32_t b0, uint32_t b1) {
    asm volatile("mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {%0,%1,%2,%3}, {%4,%5,%6,%7}, {%8,%9}, {%0,%1,%2,%3};"
                 : "+f"(d[0]), "+f"(d[1]), "+f"(d[2]), "+f"(d[3])
                 : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b0), "r"(b1));
}

/** Reads four 8 x 8 matrices of 16-bit numbers from shared memory; lane i names row i % 8 of matrix i / 8. */
DEVICE inline void load_matrices(uint32_t (&a)[4], const uint16_t *row) {
    asm volatile("ldmatrix.sync.aligned.m8n8.x4.shared.b16 {%0,%1,%2,%3}, [%4];"
                 : "=r"(a[0]), "=r"(a[1]), "=r"(a[2]), "=r"(a[3])
                 : "r"(shared_address(row))
                 : "memory");
}

/** Starts to copy 16 bytes from global to shared memory. */
DEVICE inline void copy_async(void *shared, const void *global) {
    asm volatile("cp.async.cg.shared.global [%0], [%1], 16;" ::"r"(shared_address(shared)), "l"(global) : "memory");
}

/** Waits for all copies that this thread started. */
DEVICE inline void wait_for_copies() {
    asm volatile("cp.async.wait_all;" ::: "memory");
}

DEVICE inline void block_barrier() {
    __syncthreads();
}

/** Brings the lanes of a warp together again after loops of different lengths; tensor core instructions want all at once. */
DEVICE inline void join_warp() {
    __syncwarp();
}

/** Two numbers rounded to half precision, the first in the low half. */
DEVICE inline uint32_t half_pair(float first, float second) {
    uint32_t pair;
    asm("cvt.rn.f16x2.f32 %0, %1, %2;" : "=r"(pair) : "f"(second), "f"(first));
    return pair;
}

/** tanh by the special function unit: relative error up to 2^-11 (PTX ISA). */
DEVICE inline float fast_tanh(float x) {
    float y;
    asm("tanh.approx.f32 %0, %1;" : "=f"(y) : "f"(x));
    return y;
}

/** 1 / (1 + exp(-x)), to a few units in the last place. */
DEVICE inline float exact_sigmoid(float x) {
    return __fdividef(1.0f, 1.0f + __expf(-x));
}

DEVICE inline uint2 load_constant(const uint2 *p) {
    return __ldg(p);
}

/** Rank of this block in its cluster of `size`. */
template <int SIZE>
DEVICE inline int cluster_rank() {
    uint32_t rank = 0;
    if (SIZE > 1) {
        asm("mov.u32 %0, %%cluster_ctarank;" : "=r"(rank));
    }
    return (int) rank;
}

/**
 * Waits for all threads of the cluster; what they wrote to one another's shared memory before is seen after. The aligned
 * form wants the lanes of a warp together, which loops of different lengths before it do not promise.
 */
template <int SIZE>
DEVICE inline void cluster_barrier() {
    if (SIZE > 1) {
        __syncwarp();
        asm volatile("barrier.cluster.arrive.release.aligned;\n\tbarrier.cluster.wait.acquire.aligned;" ::: "memory");
    } else {
        __syncthreads();
    }
}

/** Writes to the same place of the shared memory of every block of the cluster. */
template <int SIZE>
DEVICE inline void store_everywhere(uint32_t *place, uint32_t value) {
    if (SIZE == 1) {
        *place = value;
        return;
    }
    uint32_t local = shared_address(place);
#pragma unroll
    for (int rank = 0; rank < SIZE; rank++) {
        uint32_t remote;
        asm volatile("mapa.shared::cluster.u32 %0, %1, %2;" : "=r"(remote) : "r"(local), "r"(rank));
        asm volatile("st.shared::cluster.u32 [%0], %1;" ::"r"(remote), "r"(value) : "memory");
    }
}

#endif
