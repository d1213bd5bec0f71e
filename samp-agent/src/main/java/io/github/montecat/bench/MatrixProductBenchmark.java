package io.github.montecat.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The machine's rate of single-precision matrix products: one large product per core at a time, by OpenBLAS. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class MatrixProductBenchmark {

    private static final int SIZE = 1024;

    private record Product(INDArray a, INDArray b, INDArray c) {
    }

    private List<Product> products;

    /** @return operations of one call */
    static double operations() {
        return 2.0 * SIZE * SIZE * SIZE * cores();
    }

    private static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** Fills the matrices. */
    @Setup
    public void fill() {
        products = Stream.generate(() -> new Product(Nd4j.rand(DataType.FLOAT, SIZE, SIZE),
                Nd4j.rand(DataType.FLOAT, SIZE, SIZE), Nd4j.create(DataType.FLOAT, SIZE, SIZE))).limit(cores()).toList();
    }

    /** Multiplies on all cores. */
    @Benchmark
    public void multiply() {
        products.parallelStream().forEach(p -> p.a().mmuli(p.b(), p.c()));
    }
}
