package io.github.montecat.inference;

import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.engine.McDropoutEngine;
import io.github.montecat.flag.FitFlag;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.progress.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Proposes what the networks of bundles draw: one sample from each pass, as the bundle's
 * {@link io.github.montecat.head.CalibratedHead} says. Runs in the current fork-join pool.
 */
final class NetworkProposer implements Proposer {

    private final McDropoutEngine engine;
    private final int samples;
    private final long seed;

    /**
     * @param engine what runs the networks
     * @param samples stochastic passes per problem
     * @param seed seed of the masks
     */
    NetworkProposer(McDropoutEngine engine, int samples, long seed) {
        this.engine = engine;
        this.samples = samples;
        this.seed = seed;
    }

    @Override
    public List<Proposal> propose(List<? extends FitProblem> problems, Progress progress) {
        Proposal[] proposals = new Proposal[problems.size()];
        Map<ModelBundle, List<Integer>> byBundle = new LinkedHashMap<>();
        for (int i = 0; i < proposals.length; i++) {
            Optional<ModelBundle> bundle = problems.get(i).network().map(NetworkInput::bundle);
            if (bundle.isEmpty()) {
                proposals[i] = new Proposal.Nothing();
            } else {
                byBundle.computeIfAbsent(bundle.get(), b -> new ArrayList<>()).add(i);
            }
        }
        long before = 0;
        for (Map.Entry<ModelBundle, List<Integer>> e : byBundle.entrySet()) {
            List<FitProblem> same = new ArrayList<>();
            e.getValue().forEach(i -> same.add(problems.get(i)));
            long rowsBefore = before;
            List<Proposal> drawn = draw(e.getKey(), same,
                    (done, all) -> progress.update(rowsBefore + done * same.size() / all, problems.size()));
            for (int i = 0; i < drawn.size(); i++) {
                proposals[e.getValue().get(i)] = drawn.get(i);
            }
            before += same.size();
        }
        return List.of(proposals);
    }

    private List<Proposal> draw(ModelBundle bundle, List<FitProblem> problems, Progress progress) {
        Optional<String> refusal = engine.refusal(bundle.sampler());
        if (refusal.isPresent()) {
            Proposal refused = new Proposal.Refused(new UnfitSpectrumException(FitFlag.NO_BUNDLE, refusal.get()
                    + ", and the network of bundle " + bundle.name() + " is of type "
                    + bundle.manifest().network().type() + "; choose another engine or bundle"));
            return problems.stream().map(p -> refused).toList();
        }
        List<float[]> inputs = problems.stream().map(p -> p.network().orElseThrow().values()).toList();
        McDropoutEngine.Drawn drawn = engine.draw(bundle.sampler(), inputs,
                problems.stream().mapToLong(FitProblem::row).toArray(), samples, seed, progress);
        List<Proposal> proposals = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            FitProblem problem = problems.get(i);
            proposals.add(proposal(problem, bundle, bundle.head().draws(drawn.outputs().get(i),
                    problem.network().orElseThrow().counts(), seed, problem.row()), drawn.engine()));
        }
        return proposals;
    }

    private Proposal proposal(FitProblem problem, ModelBundle bundle, double[][] units, String engine) {
        if (Arrays.stream(units).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite)) {
            return problem.prior() == bundle.prior() ? new Proposal.Samples(units, engine)
                    : new NarrowedPrior(bundle.prior(), problem.prior()).resampled(units, engine, seed, problem.row());
        }
        return new Proposal.Refused(new UnfitSpectrumException(FitFlag.NO_BUNDLE, "the network of bundle " + bundle.name()
                + " gives samples that are not finite; expected numbers from 0 to 1; the bundle is damaged, get it again or "
                + "choose another one"));
    }
}
