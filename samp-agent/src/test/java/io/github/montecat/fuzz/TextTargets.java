package io.github.montecat.fuzz;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonSyntaxException;
import io.github.montecat.agent.MessageReaders;
import io.github.montecat.cli.OptionReaders;
import io.github.montecat.cli.option.UsageException;
import io.github.montecat.event.EventFile;
import io.github.montecat.event.EventFilter;
import io.github.montecat.event.EventLocation;
import io.github.montecat.fitmodel.FitModelFormatException;
import io.github.montecat.physics.ModelExpression;
import io.github.montecat.physics.ModelParameter;
import io.github.montecat.physics.SpectralModel;
import io.github.montecat.region.Region;
import io.github.montecat.region.RegionCoordinates;
import io.github.montecat.region.RegionList;
import io.github.montecat.region.RegionParser;
import io.github.montecat.source.SourcePolicy;
import io.github.montecat.spectrum.EnergyGrid;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Parsers of texts: region files, filters, model expressions, messages and options. */
final class TextTargets {

    private static final Mutator TEXT = new TextMutator();
    private static final List<String> COLUMNS = List.of("TIME", "X", "Y", "PI", "GRADE", "ccd_id", "ENERGY");

    private TextTargets() {
    }

    static List<FuzzTarget> all() {
        return List.of(regions(), target("filter", TextTargets::filter, "pi>100&&pi<300", "energy=500:7000",
                        "grade=0,2:4,6&&!(ccd_id==5)", "time=3.1e8:3.2e8||x*2+y>-5", "(pi%2==0)&&(x-y)/3<=1.5e2"),
                target("event-location", (text, trial) -> EventLocation.parse(text), "evt.fits[EVENTS][pi>5]",
                        "a b.fits[1,x=1:5][bin x,y]", "file:///tmp/e.fits.gz[EVENTS]"),
                target("expression", TextTargets::expression, "tbabs*powerlaw", "tbabs(powerlaw+bbodyrad)+gaussian",
                        "constant * ztbabs*(cutoffpl + powerlaw)",
                        "tbabs*cflux*(pegpwrlw+zashift(bremss))", "tbabs*(diskbb+zgauss+bknpower)",
                        "phabs(tbabs(powerlaw)+bbody)"),
                new FuzzTarget("message", FuzzTarget.Kind.INPUT, trial -> bytes(MessageReaders.SEEDS),
                        new JsonMutator(), TextTargets::message,
                        List.of(IOException.class, FitModelFormatException.class)),
                new FuzzTarget("option", FuzzTarget.Kind.INPUT, trial -> bytes(OptionReaders.SEEDS), TEXT,
                        (input, trial) -> OptionReaders.read(text(input), trial.folder()),
                        List.of(IOException.class, UsageException.class)));
    }

    /** JSON is only how the harness writes a message down. What is no JSON, or nested too deeply for Gson, is none. */
    private static void message(byte[] input, Trial trial) throws Exception {
        JsonObject json;
        try {
            json = new Gson().fromJson(text(input), JsonObject.class);
        } catch (JsonSyntaxException e) {
            return;
        }
        MessageReaders.read(json);
    }

    /** Reads a text. */
    @FunctionalInterface
    private interface TextReader {
        void read(String text, Trial trial) throws Exception;
    }

    private static FuzzTarget target(String name, TextReader reader, String... seeds) {
        return new FuzzTarget(name, FuzzTarget.Kind.INPUT, trial -> bytes(Arrays.asList(seeds)), TEXT,
                (input, trial) -> reader.read(text(input), trial), List.of(IOException.class));
    }

    private static List<byte[]> bytes(List<String> texts) {
        return texts.stream().map(t -> t.getBytes(StandardCharsets.UTF_8)).toList();
    }

    private static String text(byte[] input) {
        return new String(input, StandardCharsets.UTF_8);
    }

    private static FuzzTarget regions() {
        RegionCoordinates[] coordinates = new RegionCoordinates[1];
        return new FuzzTarget("region", FuzzTarget.Kind.INPUT, trial -> {
            String list = trial.file("events.fits", OgipSeeds.events(trial).get(0)).toString();
            try (EventFile events = EventFile.open(EventLocation.parse(list), List.of(), Optional.empty(),
                    SourcePolicy.USER)) {
                coordinates[0] = events.coordinates();
            }
            return bytes(List.of("""
                    # Region file format: DS9 version 4.1
                    global color=green dashlist=8 3 width=1 font="helvetica 10" select=1 include=1 source=1
                    fk5
                    circle(0:40:00.0,+60:00:00.0,30") # color=red text={my source} tag={g 1}
                    -ellipse(10.0,60.0,0.01,0.02,45)
                    annulus(10.0,60.0,60",120") # background tag={g 1}
                    """, """
                    physical
                    box(500,500,20,40,30); circle 480 480 10 # source=0
                    polygon(450,450,470,450,460,480)
                    pie(500,500,0,20,30,120) ||
                    ellipse(500,500,5,6,0)
                    panda(500,500,0,90,2,5,20,2)
                    # text(5,5) text={no area}
                    """, "image;rotbox(512,512,10,20,45)\ngalactic\ncircle(122.1d,-2.8d,0.5')\n",
                    "circle(500,500,20)*sector(500,500,10,80)+box(480,480,5,5,0)-circle(500,500,3)\nline(1,2,3,4)\n"));
        }, TEXT, (input, trial) -> {
            RegionList list = RegionParser.parse(text(input), coordinates[0]);
            for (Region region : list.sources()) {
                region.error().ifPresent(trial::said);
                if (region.shape() != null) {
                    region.shape().area();
                    region.shape().contains(500, 500);
                    list.backgroundOf(region).ifPresent(shape -> shape.contains(500, 500));
                }
            }
            list.remarks().stream().filter(r -> !r.contains("has no inside")).forEach(trial::said);
        }, List.of(IOException.class));
    }

    private static void filter(String text, Trial trial) throws IOException {
        EventFilter filter = EventFilter.parse(text, COLUMNS);
        filter.accepts(new double[filter.columns().size()]);
        filter.limits("TIME");
    }

    private static void expression(String text, Trial trial) {
        SpectralModel model = ModelExpression.parse(text);
        double[] values = model.parameters().stream().mapToDouble(ModelParameter::initial).toArray();
        if (values.length < 100) {
            model.on(EnergyGrid.ofEdges(0.5, 1, 2, 5)).photonFlux(values);
        }
    }
}
