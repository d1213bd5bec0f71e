// Stochastic passes of a network of GRU layers on an NVIDIA GPU: the arithmetic of io.github.montecat.kernel.GruSampler.
//
// What runs, in this order:
//   montecat_first_layer   layer 1, which has no dropout before it, once per spectrum, in single precision
//   montecat_layer_*       one launch per further layer: all steps of many passes, in single precision (montecat_layer_single)
//                          for networks of bundles: trained, their posterior of a bright spectrum is too narrow for
//                          less; in half precision for others
//   montecat_output        dropout of the last state and the linear output, in single precision
//
// A layer's launch cuts the passes into tiles of 16 to 64 passes of one spectrum. A tile belongs to one block (or one
// cluster of blocks), which loops over the steps by itself; tiles never wait for one another. Between two layers a
// tile's masked states travel through global memory, which for tiles in flight mostly means the L2 cache.
//
// Products take half-precision operands (IEEE binary16) and sum in single precision on the tensor cores. Half rather
// than bfloat16: states lie in (-1, 1) and weights within a few units of 0, so bfloat16's range is of no use here, and
// half has 8 times smaller rounding errors at the same rate. The state that carries on from step to step stays in
// single precision; only its copy that enters the products is rounded.
//
// Where the weights live. A layer has two matrices (input and recurrent) of units x 3 units:
//   Model A, 100 units: 2 x 60 KB. Fits the 256 KB of registers of one multiprocessor. A warp keeps the columns of 8 or
//     16 units, all three gates of both matrices, as tensor core fragments: up to 168 registers per thread.
//     (montecat_layer_112)
//   Model B, 200 units: 2 x 240 KB. Does not fit one multiprocessor (256 KB registers and 227 KB shared memory, of which
//     the states want 110). A cluster of four blocks splits the units 7 + 7 + 7 + 4 tiles of 8: a warp keeps the
//     columns of 8 units over the full depth of 208, 156 registers per thread. Each step the four blocks write
//     their new states into one another's shared memory. Needs compute capability 9.0. (montecat_layer_208)
//   Any other size, and Model B on older devices: weights stream from the L2 cache at every step, each fragment
//     used for up to 64 passes. (montecat_layer_any)
//
// In single precision (montecat_layer_single) there is little to gain by such care: most bundles' networks have few steps. Every
// weight is read from the L2 cache at every step and used for 16 passes, whose sums a thread keeps in registers.
//
// Layouts of the kernels in half precision (see also io.github.montecat.gpu.FragmentPacking):
//   weights   [input, recurrent][tile of 8 units][gate r, u, c][depth / 16][lane] pairs of 32-bit words: the B fragment
//             of mma.m16n8k16. The survivors' scale 1 / (1 - rate) is in the input weights.
//   bias      [tile of 8 units][r, u, input's c, state's c][8]
//   sequence  [spectrum][step][padded units] half: the first layer's states
//   between layers  [tile][step][block of 8 units][pass][8] half: masked states
// and of that in single precision:
//   weights   input matrix, then recurrent matrix, as in GruWeights; the survivors' scale is in the input weights
//   bias      as above
//   sequence  [spectrum][step][padded units]
//   between layers  [tile][step][unit][pass]: masked states, units up to a multiple of 8
#include "machine.cuh"
#include "philox.cuh"

namespace {

const int THREADS = 256;
const int WARPS = 8;
/** Row of states in shared memory is this much longer than its depth, so that the rows of a fragment use all banks. */
const int SKEW = 8;

/**
 * What the passes of a launch have in common; filled in by the host, passed by value. What weights, sequence, input and output
 * point to are single-precision numbers for the kernel in single precision.
 */
struct LayerJob {
    const uint2 *weights;
    const float *bias;
    /** For the second layer, whose input is masked here; else null. */
    const uint16_t *sequence;
    /** For the layers after the second; else null. */
    const Eight *input;
    /** For all layers but the last; else null. */
    Eight *output;
    /** For the last layer: final states, [tile][pass][units], unmasked; else null. */
    float *final_state;
    /** Number of each spectrum's row. */
    const uint64_t *rows;
    uint64_t seed;
    /** Number of this layer, the first being 0. */
    int layer;
    int steps;
    int units;
    /** Multiple of 16. */
    int depth;
    /** Passes per tile / 16: 1, 2 or 4. */
    int groups;
    /** Number of the first tile of this launch among those of all spectra in `rows`. */
    int first_tile;
    int tiles_per_spectrum;
    /** Number of the first pass of each spectrum. */
    uint32_t first_pass;
    uint32_t threshold;
};

struct ExactGates {
    static DEVICE float sigmoid(float x) {
        return exact_sigmoid(x);
    }
    static DEVICE float tanh(float x) {
        return 2 * exact_sigmoid(2 * x) - 1;
    }
};

struct FastGates {
    static DEVICE float sigmoid(float x) {
        return 0.5f * fast_tanh(0.5f * x) + 0.5f;
    }
    static DEVICE float tanh(float x) {
        return fast_tanh(x);
    }
};

/** A tile's states and inputs in shared memory, rows of passes; two of each, for reading and writing by turns. */
struct Stage {
    uint16_t *start;
    /** The state in single precision: a slot of 4 numbers per thread, group and tile of units. */
    float4 *carried;
    float *bias;
    /** Numbers per row. */
    int stride;
    /** Numbers per array of rows. */
    int size;

    DEVICE Stage(const LayerJob &job, int unit_tiles, int rounds) {
        stride = job.depth + SKEW;
        size = 16 * job.groups * stride;
        start = (uint16_t *) shared_memory();
        carried = (float4 *) (start + 4 * size);
        bias = (float *) (carried + rounds * job.groups * THREADS);
        // The second of each pair of arrays, too: units that fill up the depth are never written, and are multiplied.
        for (int i = threadIdx.x; i < 4 * size / 2; i += THREADS) {
            ((uint32_t *) start)[i] = 0;
        }
        for (int i = threadIdx.x; i < rounds * job.groups * THREADS; i += THREADS) {
            carried[i] = {0, 0, 0, 0};
        }
        for (int i = threadIdx.x; i < unit_tiles * 32; i += THREADS) {
            bias[i] = job.bias[i];
        }
    }

    /** The input of a step. */
    DEVICE uint16_t *x(int step) const {
        return start + (step & 1) * size;
    }

    /** The state before a step. */
    DEVICE uint16_t *h(int step) const {
        return start + (2 + (step & 1)) * size;
    }
};

/** The tile of passes that a block works on. */
struct Passes {
    /** Number of the tile within its launch, which says where its states are between layers. */
    int tile;
    int spectrum;
    uint32_t first;
    int count;
    /** log2(count). */
    int shift;

    DEVICE Passes(const LayerJob &job, int tile_in_launch) {
        tile = tile_in_launch;
        int all = job.first_tile + tile;
        spectrum = all / job.tiles_per_spectrum;
        count = 16 * job.groups;
        shift = job.groups == 4 ? 6 : job.groups == 2 ? 5 : 4;
        first = job.first_pass + (uint32_t) ((all - spectrum * job.tiles_per_spectrum) * count);
    }
};

DEVICE inline MaskSource masks_of(const LayerJob &job, const Passes &passes) {
    return {job.seed, job.rows[passes.spectrum], job.threshold, (job.units + 7) / 8};
}

/** Where the states of a tile after a step are between layers. */
DEVICE inline int64_t between_layers(const LayerJob &job, const Passes &passes, int step, int blocks) {
    return ((int64_t) passes.tile * job.steps + step) * blocks << passes.shift;
}

/**
 * Brings the input of a step into shared memory: for the second layer the first layer's states, masked here, and for
 * later layers what the layer before left. `thread` of `threads` share the work.
 */
DEVICE inline void load_input(const LayerJob &job, const Passes &passes, const MaskSource &masks, const Stage &stage,
                              int step, int thread, int threads) {
    int items = masks.blocks << passes.shift;
    uint16_t *x = stage.x(step);
    if (job.sequence) {
        const uint16_t *states = job.sequence + ((int64_t) passes.spectrum * job.steps + step) * job.depth;
        int sequence = (job.layer - 1) * job.steps + step;
        // A mask is one long chain of dependent multiplications: two at a time.
#pragma unroll 2
        for (int i = thread; i < items; i += threads) {
            int pass = i & (passes.count - 1);
            int block = i >> passes.shift;
            Eight state = *(const Eight *) (states + 8 * block);
            *(Eight *) (x + pass * stage.stride + 8 * block) =
                state & survivors(masks, passes.first + pass, sequence, block);
        }
    } else {
        const Eight *from = job.input + between_layers(job, passes, step, masks.blocks);
        for (int i = thread; i < items; i += threads) {
            int pass = i & (passes.count - 1);
            int block = i >> passes.shift;
            copy_async(x + pass * stage.stride + 8 * block, from + i);
        }
    }
}

/** Leaves the states after a step to the next layer, masked: blocks of units from `from` up to but not including `to`. */
DEVICE inline void store_output(const LayerJob &job, const Passes &passes, const MaskSource &masks, const Stage &stage,
                                int step, int from, int to, int thread, int threads) {
    if (!job.output) {
        return;
    }
    const uint16_t *h = stage.h(step + 1);
    Eight *out = job.output + between_layers(job, passes, step, masks.blocks);
    int sequence = job.layer * job.steps + step;
#pragma unroll 2
    for (int i = thread + (from << passes.shift); i < to << passes.shift; i += threads) {
        int pass = i & (passes.count - 1);
        int block = i >> passes.shift;
        Eight state = *(const Eight *) (h + pass * stage.stride + 8 * block);
        out[i] = state & survivors(masks, passes.first + pass, sequence, block);
    }
}

/** Where a lane finds its part of the A fragment of a group of 16 passes. */
DEVICE inline int fragment_row(int lane, int stride) {
    return (lane & 15) * stride + (lane >> 4) * 8;
}

/** The four sums of a tile of units start from the biases. */
DEVICE inline void start_sums(float (&sums)[4][4], const float *bias, int lane) {
#pragma unroll
    for (int gate = 0; gate < 4; gate++) {
        float2 b = *(const float2 *) (bias + 8 * gate + 2 * (lane & 3));
        sums[gate][0] = sums[gate][2] = b.x;
        sums[gate][1] = sums[gate][3] = b.y;
    }
}

/** From the sums (reset, update, input's and state's part of the candidate) to the new state. */
template <class Gates>
DEVICE inline float next_state(float reset, float update, float input, float state, float h) {
    float r = Gates::sigmoid(reset);
    float u = Gates::sigmoid(update);
    float c = Gates::tanh(input + r * state);
    return u * h + (1 - u) * c;
}

/** Applies the gates to 16 passes x 8 units and writes the new states. */
template <int CLUSTER>
DEVICE inline void apply_gates(const float (&sums)[4][4], float4 *carried, uint16_t *h, int stride, int lane) {
    float4 s = *carried;
    s.x = next_state<FastGates>(sums[0][0], sums[1][0], sums[2][0], sums[3][0], s.x);
    s.y = next_state<FastGates>(sums[0][1], sums[1][1], sums[2][1], sums[3][1], s.y);
    s.z = next_state<FastGates>(sums[0][2], sums[1][2], sums[2][2], sums[3][2], s.z);
    s.w = next_state<FastGates>(sums[0][3], sums[1][3], sums[2][3], sums[3][3], s.w);
    *carried = s;
    uint16_t *place = h + (lane >> 2) * stride + 2 * (lane & 3);
    store_everywhere<CLUSTER>((uint32_t *) place, half_pair(s.x, s.y));
    store_everywhere<CLUSTER>((uint32_t *) (place + 8 * stride), half_pair(s.z, s.w));
}

/** Writes the last states of 16 passes x 8 units for the output. */
DEVICE inline void store_final(const LayerJob &job, const Passes &passes, float4 s, int group, int unit_tile, int lane) {
    float *out = job.final_state
        + ((int64_t) passes.tile * passes.count + 16 * group + (lane >> 2)) * job.units;
    int unit = 8 * unit_tile + 2 * (lane & 3);
    if (unit < job.units) {
        out[unit] = s.x;
        out[8 * job.units + unit] = s.z;
    }
    if (unit + 1 < job.units) {
        out[unit + 1] = s.y;
        out[8 * job.units + unit + 1] = s.w;
    }
}

/**
 * Which tiles of 8 units a warp keeps of those of its block, and which groups of passes it works on. The first eight tiles
 * go to one warp each, the next four to the first four warps. Up to four more go to the last four warps; where these are
 * fewer than four, several warps keep the same tile and take its groups by turns, so that the tensor cores of all four
 * parts of the multiprocessor have the same to do. (With 13 tiles, 4 + 3 + 3 + 3 tiles would leave three parts waiting.)
 */
struct Share {
    /** Number of the first tile, or -1. */
    int first;
    /** Number of the second tile, or -1. */
    int second;
    /** Warps that keep the second tile: 1, 2 or 4; this one takes groups of which the number is `turn` modulo that. */
    int sharers;
    int turn;

    DEVICE Share(int kept, int first_tile, int tiles, int warp) {
        const int HALF = WARPS / 2;
        first = warp < tiles ? first_tile + warp : -1;
        second = -1;
        sharers = 1;
        turn = 0;
        if (kept > 1 && warp < HALF) {
            second = WARPS + warp < tiles ? first_tile + WARPS + warp : -1;
        } else if (kept > 1) {
            int rest = tiles - WARPS - HALF;
            sharers = rest == 1 ? 4 : rest == 2 ? 2 : 1;
            int tile = WARPS + HALF + (warp - HALF) / sharers;
            second = tile < tiles ? first_tile + tile : -1;
            turn = (warp - HALF) & (sharers - 1);
        }
    }

    /** Number of the tile it keeps in place i. */
    DEVICE int tile(int i) const {
        return i == 0 ? first : second;
    }

    /** Whether it works on a group of passes with the tile in place i. */
    DEVICE bool works(int i, int group) const {
        return i == 0 ? first >= 0 : second >= 0 && (group & (sharers - 1)) == turn;
    }
};

/** One step of 16 passes with the first TILES tiles that a warp keeps in registers. */
template <int DEPTH, int KEPT, int TILES, int CLUSTER>
DEVICE inline void resident_group(const uint2 (&w)[KEPT][2][3][DEPTH], const Stage &stage, const Share &share, int step,
                                  int groups, int group, int lane) {
    int stride = stage.stride;
    const uint16_t *x = stage.x(step) + group * 16 * stride + fragment_row(lane, stride);
    const uint16_t *h = stage.h(step) + group * 16 * stride + fragment_row(lane, stride);
    uint16_t *next = stage.h(step + 1) + group * 16 * stride;
    float sums[TILES][4][4];
#pragma unroll
    for (int i = 0; i < TILES; i++) {
        start_sums(sums[i], stage.bias + share.tile(i) * 32, lane);
    }
#pragma unroll
    for (int k = 0; k < DEPTH; k++) {
        uint32_t a[4];
        uint32_t b[4];
        load_matrices(a, x + 16 * k);
        load_matrices(b, h + 16 * k);
#pragma unroll
        for (int i = 0; i < TILES; i++) {
            multiply_add(sums[i][0], a, w[i][0][0][k].x, w[i][0][0][k].y);
            multiply_add(sums[i][1], a, w[i][0][1][k].x, w[i][0][1][k].y);
            multiply_add(sums[i][2], a, w[i][0][2][k].x, w[i][0][2][k].y);
        }
#pragma unroll
        for (int i = 0; i < TILES; i++) {
            multiply_add(sums[i][0], b, w[i][1][0][k].x, w[i][1][0][k].y);
            multiply_add(sums[i][1], b, w[i][1][1][k].x, w[i][1][1][k].y);
            multiply_add(sums[i][3], b, w[i][1][2][k].x, w[i][1][2][k].y);
        }
    }
#pragma unroll
    for (int i = 0; i < TILES; i++) {
        apply_gates<CLUSTER>(sums[i], stage.carried + (i * groups + group) * THREADS + threadIdx.x,
            next + 8 * share.tile(i), stride, lane);
    }
}

/**
 * A layer whose weights stay in registers: DEPTH is the depth / 16, KEPT the tiles of 8 units that a warp can keep,
 * CLUSTER the number of blocks that split the units. Warps that have less to multiply than others bring the input and take
 * the output away, so that masks are drawn while the tensor cores work.
 */
template <int DEPTH, int KEPT, int CLUSTER>
DEVICE inline void resident_layer(const LayerJob &job) {
    int rank = cluster_rank<CLUSTER>();
    int all_tiles = (job.units + 7) / 8;
    int per_block = (all_tiles + CLUSTER - 1) / CLUSTER;
    int first_tile = rank * per_block;
    int tiles = max(0, min(per_block, all_tiles - first_tile));
    int lane = threadIdx.x % 32;
    Share share(KEPT, first_tile, tiles, threadIdx.x / 32);

    uint2 w[KEPT][2][3][DEPTH];
#pragma unroll
    for (int i = 0; i < KEPT; i++) {
#pragma unroll
        for (int matrix = 0; matrix < 2; matrix++) {
#pragma unroll
            for (int gate = 0; gate < 3; gate++) {
#pragma unroll
                for (int k = 0; k < DEPTH; k++) {
                    int tile = share.tile(i);
                    w[i][matrix][gate][k] = tile >= 0
                        ? load_constant(job.weights + ((((int64_t) matrix * all_tiles + tile) * 3 + gate) * DEPTH + k) * 32
                                        + lane)
                        : uint2{0, 0};
                }
            }
        }
    }

    Passes passes(job, blockIdx.x / CLUSTER);
    MaskSource masks = masks_of(job, passes);
    Stage stage(job, all_tiles, KEPT);
    // Warps from `light` on have less to multiply; where all have the same, all carry.
    int light = KEPT > 1 ? (tiles > WARPS + 3 ? WARPS / 2 : max(0, tiles - WARPS)) : tiles;
    int carriers = light < WARPS ? THREADS - 32 * light : THREADS;
    int carrier = (int) threadIdx.x - (THREADS - carriers);
    // Every block of a cluster brings the whole input, of which its light warps would be too few.
    bool all_load = CLUSTER > 1;
    int loaders = all_load ? THREADS : carriers;
    int loader = all_load ? (int) threadIdx.x : carrier;

    block_barrier();
    if (loader >= 0) {
        load_input(job, passes, masks, stage, 0, loader, loaders);
    }
    wait_for_copies();
    cluster_barrier<CLUSTER>();
    for (int step = 0; step < job.steps; step++) {
        if (loader >= 0 && step + 1 < job.steps) {
            load_input(job, passes, masks, stage, step + 1, loader, loaders);
        }
        if (carrier >= 0 && step > 0) {
            store_output(job, passes, masks, stage, step - 1, first_tile, first_tile + tiles, carrier, carriers);
        }
        join_warp();
#pragma unroll 1
        for (int group = 0; group < job.groups; group++) {
            if (KEPT > 1 && share.works(KEPT - 1, group)) {
                resident_group<DEPTH, KEPT, KEPT, CLUSTER>(w, stage, share, step, job.groups, group, lane);
            } else if (share.works(0, group)) {
                resident_group<DEPTH, KEPT, 1, CLUSTER>(w, stage, share, step, job.groups, group, lane);
            }
        }
        wait_for_copies();
        cluster_barrier<CLUSTER>();
    }
    store_output(job, passes, masks, stage, job.steps - 1, first_tile, first_tile + tiles, (int) threadIdx.x, THREADS);
    if (job.final_state) {
        for (int i = 0; i < KEPT; i++) {
            for (int group = 0; group < job.groups; group++) {
                if (share.works(i, group)) {
                    store_final(job, passes, stage.carried[(i * job.groups + group) * THREADS + threadIdx.x], group,
                        share.tile(i), lane);
                }
            }
        }
    }
}

/** A layer of any size, whose weights stream from the L2 cache at every step. */
DEVICE inline void streaming_layer(const LayerJob &job) {
    const int MOST = 4;
    int depth = job.depth / 16;
    int tiles = (job.units + 7) / 8;
    int rounds = (tiles + WARPS - 1) / WARPS;
    int warp = threadIdx.x / 32;
    int lane = threadIdx.x % 32;
    Passes passes(job, blockIdx.x);
    MaskSource masks = masks_of(job, passes);
    Stage stage(job, tiles, rounds);
    int stride = stage.stride;

    block_barrier();
    load_input(job, passes, masks, stage, 0, threadIdx.x, THREADS);
    wait_for_copies();
    block_barrier();
    for (int step = 0; step < job.steps; step++) {
        if (step + 1 < job.steps) {
            load_input(job, passes, masks, stage, step + 1, threadIdx.x, THREADS);
        }
        if (step > 0) {
            store_output(job, passes, masks, stage, step - 1, 0, tiles, threadIdx.x, THREADS);
        }
        join_warp();
        const uint16_t *x = stage.x(step) + fragment_row(lane, stride);
        const uint16_t *h = stage.h(step) + fragment_row(lane, stride);
        uint16_t *next = stage.h(step + 1);
        for (int round = 0; round < rounds; round++) {
            int tile = round * WARPS + warp;
            if (tile >= tiles) {
                break;
            }
            const uint2 *wx = job.weights + (int64_t) tile * 3 * depth * 32 + lane;
            const uint2 *wh = wx + (int64_t) tiles * 3 * depth * 32;
            float sums[MOST][4][4];
#pragma unroll
            for (int group = 0; group < MOST; group++) {
                start_sums(sums[group], stage.bias + tile * 32, lane);
            }
#pragma unroll 2
            for (int k = 0; k < depth; k++) {
                uint2 input[3];
                uint2 recurrent[3];
#pragma unroll
                for (int gate = 0; gate < 3; gate++) {
                    input[gate] = load_constant(wx + (gate * depth + k) * 32);
                    recurrent[gate] = load_constant(wh + (gate * depth + k) * 32);
                }
#pragma unroll
                for (int group = 0; group < MOST; group++) {
                    if (group < job.groups) {
                        uint32_t a[4];
                        uint32_t b[4];
                        load_matrices(a, x + group * 16 * stride + 16 * k);
                        load_matrices(b, h + group * 16 * stride + 16 * k);
                        multiply_add(sums[group][0], a, input[0].x, input[0].y);
                        multiply_add(sums[group][1], a, input[1].x, input[1].y);
                        multiply_add(sums[group][2], a, input[2].x, input[2].y);
                        multiply_add(sums[group][0], b, recurrent[0].x, recurrent[0].y);
                        multiply_add(sums[group][1], b, recurrent[1].x, recurrent[1].y);
                        multiply_add(sums[group][3], b, recurrent[2].x, recurrent[2].y);
                    }
                }
            }
#pragma unroll
            for (int group = 0; group < MOST; group++) {
                if (group < job.groups) {
                    apply_gates<1>(sums[group],
                        stage.carried + (round * job.groups + group) * THREADS + threadIdx.x,
                        next + group * 16 * stride + 8 * tile, stride, lane);
                }
            }
        }
        wait_for_copies();
        block_barrier();
    }
    store_output(job, passes, masks, stage, job.steps - 1, 0, tiles, threadIdx.x, THREADS);
    if (job.final_state) {
        for (int round = 0; round * WARPS + warp < tiles; round++) {
            for (int group = 0; group < job.groups; group++) {
                store_final(job, passes, stage.carried[(round * job.groups + group) * THREADS + threadIdx.x], group,
                    round * WARPS + warp, lane);
            }
        }
    }
}

/** Passes whose sums a thread of the kernel in single precision keeps. */
const int TOGETHER = 16;

/** Adds weight times what 16 passes have. */
DEVICE inline void add_products(float (&sums)[TOGETHER], const float (&values)[TOGETHER], float weight) {
#pragma unroll
    for (int pass = 0; pass < TOGETHER; pass++) {
        sums[pass] += values[pass] * weight;
    }
}

DEVICE inline void fill(float (&values)[TOGETHER], float value) {
#pragma unroll
    for (int pass = 0; pass < TOGETHER; pass++) {
        values[pass] = value;
    }
}

DEVICE inline void load(float (&values)[TOGETHER], const float *from) {
#pragma unroll
    for (int i = 0; i < TOGETHER / 4; i++) {
        float4 four = ((const float4 *) from)[i];
        values[4 * i] = four.x;
        values[4 * i + 1] = four.y;
        values[4 * i + 2] = four.z;
        values[4 * i + 3] = four.w;
    }
}

/** Whether a unit of a block of 8 survives. */
DEVICE inline bool survives(const Eight &kept, int unit_of_block) {
    return kept.word[unit_of_block >> 1] >> (16 * (unit_of_block & 1)) & 1;
}

/**
 * A layer of any size in single precision. A thread computes one unit of 16 passes at a time. Shared memory: the input and two
 * states, [unit][pass], units up to a multiple of 8.
 */
DEVICE inline void single_layer(const LayerJob &job) {
    Passes passes(job, blockIdx.x);
    MaskSource masks = masks_of(job, passes);
    int units = job.units;
    int columns = 3 * units;
    int size = 8 * masks.blocks * passes.count;
    float *x = (float *) shared_memory();
    float *states = x + size;
    const float *weights = (const float *) job.weights;
    const float *recurrent = weights + (int64_t) units * columns;
    for (int i = threadIdx.x; i < 2 * size; i += THREADS) {
        states[i] = 0;
    }
    for (int step = 0; step < job.steps; step++) {
        const float *h = states + (step & 1) * size;
        float *next = states + ((step + 1) & 1) * size;
        int64_t left = ((int64_t) passes.tile * job.steps + step) * size;
        if (job.sequence) {
            const float *first = (const float *) job.sequence + ((int64_t) passes.spectrum * job.steps + step) * job.depth;
            for (int i = threadIdx.x; i < masks.blocks << passes.shift; i += THREADS) {
                int pass = i & (passes.count - 1);
                int block = i >> passes.shift;
                Eight kept = survivors(masks, passes.first + pass, (job.layer - 1) * job.steps + step, block);
                for (int j = 0; j < 8; j++) {
                    x[(8 * block + j) * passes.count + pass] = survives(kept, j) ? first[8 * block + j] : 0;
                }
            }
        } else {
            for (int i = threadIdx.x; i < size; i += THREADS) {
                x[i] = ((const float *) job.input)[left + i];
            }
        }
        block_barrier();
        for (int i = threadIdx.x; i < units * job.groups; i += THREADS) {
            int unit = i % units;
            int group = TOGETHER * (i / units);
            const float *bias = job.bias + unit / 8 * 32 + unit % 8;
            float reset[TOGETHER];
            float update[TOGETHER];
            float input[TOGETHER];
            float state[TOGETHER];
            fill(reset, bias[0]);
            fill(update, bias[8]);
            fill(input, bias[16]);
            fill(state, bias[24]);
            for (int k = 0; k < units; k++) {
                float values[TOGETHER];
                const float *w = weights + (int64_t) k * columns + unit;
                load(values, x + k * passes.count + group);
                add_products(reset, values, w[0]);
                add_products(update, values, w[units]);
                add_products(input, values, w[2 * units]);
                w = recurrent + (int64_t) k * columns + unit;
                load(values, h + k * passes.count + group);
                add_products(reset, values, w[0]);
                add_products(update, values, w[units]);
                add_products(state, values, w[2 * units]);
            }
#pragma unroll
            for (int pass = 0; pass < TOGETHER; pass++) {
                int place = unit * passes.count + group + pass;
                next[place] = next_state<ExactGates>(reset[pass], update[pass], input[pass], state[pass], h[place]);
            }
        }
        block_barrier();
        if (job.output) {
            for (int i = threadIdx.x; i < masks.blocks << passes.shift; i += THREADS) {
                int pass = i & (passes.count - 1);
                int block = i >> passes.shift;
                Eight kept = survivors(masks, passes.first + pass, job.layer * job.steps + step, block);
                for (int j = 0; j < 8; j++) {
                    int place = (8 * block + j) * passes.count + pass;
                    ((float *) job.output)[left + place] = survives(kept, j) ? next[place] : 0;
                }
            }
        }
    }
    if (job.final_state) {
        const float *last = states + (job.steps & 1) * size;
        for (int i = threadIdx.x; i < units * passes.count; i += THREADS) {
            int unit = i >> passes.shift;
            int pass = i & (passes.count - 1);
            job.final_state[((int64_t) passes.tile * passes.count + pass) * units + unit] = last[i];
        }
    }
}

/** Spectra per block of the first layer: so often is a weight used once it is read. */
const int SPECTRA = 4;

}  // namespace

/**
 * Layer 1 of `spectra` spectra, 4 per block: a thread sums columns of the products, then the block applies the gates.
 * Writes the states, padded with zeros to `depth`, in half precision to `half` or, if that is null, in single precision to
 * `single`. Shared memory: SPECTRA (units + 6 units) floats.
 *
 * `input` is [spectrum][step][inputs]; `kernel` inputs x 3 units, `recurrent` units x 3 units, `bias` 2 x 3 units, as in
 * GruWeights.
 */
KERNEL void montecat_first_layer(const float *input, const float *kernel, const float *recurrent, const float *bias,
                                 uint16_t *half, float *single, int spectra, int steps, int inputs, int units,
                                 int depth) {
    int columns = 3 * units;
    float4 *h = (float4 *) shared_memory();
    float4 *gx = h + units;
    float4 *gh = gx + columns;
    int first = blockIdx.x * SPECTRA;
    int last = spectra - 1;
    // Blocks beyond the last spectrum repeat it, and do not write.
    const float *in[SPECTRA];
    for (int s = 0; s < SPECTRA; s++) {
        in[s] = input + (int64_t) min(first + s, last) * steps * inputs;
    }
    for (int j = threadIdx.x; j < units; j += blockDim.x) {
        h[j] = {0, 0, 0, 0};
    }
    block_barrier();
    for (int step = 0; step < steps; step++) {
        for (int j = threadIdx.x; j < columns; j += blockDim.x) {
            float bx = bias[j];
            float bh = bias[columns + j];
            float4 x = {bx, bx, bx, bx};
            float4 s = {bh, bh, bh, bh};
            for (int k = 0; k < inputs; k++) {
                float w = kernel[k * columns + j];
                x.x += in[0][step * inputs + k] * w;
                x.y += in[1][step * inputs + k] * w;
                x.z += in[2][step * inputs + k] * w;
                x.w += in[3][step * inputs + k] * w;
            }
#pragma unroll 10
            for (int k = 0; k < units; k++) {
                float w = recurrent[k * columns + j];
                float4 state = h[k];
                s.x += state.x * w;
                s.y += state.y * w;
                s.z += state.z * w;
                s.w += state.w * w;
            }
            gx[j] = x;
            gh[j] = s;
        }
        block_barrier();
        for (int i = threadIdx.x; i < SPECTRA * depth; i += blockDim.x) {
            int s = i & (SPECTRA - 1);
            int j = i / SPECTRA;
            float state = 0;
            if (j < units) {
                const float *x = (const float *) gx + s;
                const float *g = (const float *) gh + s;
                float *before = (float *) (h + j) + s;
                state = next_state<ExactGates>(x[4 * j] + g[4 * j], x[4 * (units + j)] + g[4 * (units + j)],
                    x[4 * (2 * units + j)], g[4 * (2 * units + j)], *before);
                *before = state;
            }
            int64_t place = ((int64_t) (first + s) * steps + step) * depth + j;
            if (first + s <= last && half) {
                half[place] = (uint16_t) half_pair(state, 0);
            } else if (first + s <= last) {
                single[place] = state;
            }
        }
        block_barrier();
    }
}

/**
 * Dropout of the last state and the linear output, 16 passes per block. Shared memory: 16 units floats.
 *
 * `final_state` is [pass][units] over all tiles of a launch; `weights` units x outputs; `out` takes [pass][outputs].
 */
KERNEL void montecat_output(const float *final_state, const float *weights, const float *bias, float *out,
                            const uint64_t *rows, uint64_t seed, int sequence, int units, int outputs, int groups,
                            int first_tile, int tiles_per_spectrum, uint32_t first_pass, uint32_t threshold,
                            float scale) {
    float *state = (float *) shared_memory();
    int all = first_tile + (int) blockIdx.x / groups;
    int spectrum = all / tiles_per_spectrum;
    uint32_t pass0 = first_pass
        + (uint32_t) (((all - spectrum * tiles_per_spectrum) * groups + (int) blockIdx.x % groups) * 16);
    MaskSource masks = {seed, rows[spectrum], threshold, (units + 7) / 8};
    const float *from = final_state + (int64_t) blockIdx.x * 16 * units;
    for (int i = threadIdx.x; i < 16 * masks.blocks; i += blockDim.x) {
        int pass = i & 15;
        int block = i >> 4;
        Eight kept = survivors(masks, pass0 + pass, sequence, block);
        for (int j = 0; j < 8 && 8 * block + j < units; j++) {
            int place = pass * units + 8 * block + j;
            state[place] = survives(kept, j) ? from[place] * scale : 0;
        }
    }
    block_barrier();
    for (int i = threadIdx.x; i < 16 * outputs; i += blockDim.x) {
        int pass = i / outputs;
        int k = i - pass * outputs;
        float sum = bias[k];
        for (int j = 0; j < units; j++) {
            sum += state[pass * units + j] * weights[j * outputs + k];
        }
        out[((int64_t) blockIdx.x * 16 + pass) * outputs + k] = sum;
    }
}

KERNEL void __launch_bounds__(THREADS, 1) montecat_layer_any(LayerJob job) {
    streaming_layer(job);
}
KERNEL void __launch_bounds__(THREADS, 1) montecat_layer_single(LayerJob job) {
    single_layer(job);
}
KERNEL void __launch_bounds__(THREADS, 1) montecat_layer_112(LayerJob job) {
    resident_layer<7, 2, 1>(job);
}

// Clusters need compute capability 9.0; the host does not ask for these kernels below it.
#if defined(MONTECAT_EMULATE) || !defined(__CUDA_ARCH__) || __CUDA_ARCH__ >= 900
KERNEL void __cluster_dims__(4, 1, 1) __launch_bounds__(THREADS, 1) montecat_layer_208(LayerJob job) {
    resident_layer<13, 1, 4>(job);
}
#endif
