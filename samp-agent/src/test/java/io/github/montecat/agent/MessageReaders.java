package io.github.montecat.agent;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.event.EventLocation;
import io.github.montecat.fitmodel.FitModelLibrary;
import io.github.montecat.inference.FitRequest;
import io.github.montecat.inference.FitSettings;
import io.github.montecat.job.FitPlan;
import io.github.montecat.table.RequestSequence;
import io.github.montecat.table.SpectrumTable;
import io.github.montecat.table.SpectrumTableSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.astrogrid.samp.Message;

/** Reads parameters of messages as the services do, without a hub. For the fuzz harness. */
public final class MessageReaders {

    /** Valid messages as JSON: the type is {@code mtype}, everything else is a parameter. */
    public static final List<String> SEEDS = List.of("""
            {"mtype":"montecat.fit","counts":["1","2","3","4","5","6","7","8","9","10","11","12"],
            "exposure":"10","samples":"100","seed":"3","engine":"cpu","refine":"0",
            "quantiles":"0.1 0.5 0.9","bundle":"paper-a-10s","name":"mine","table-id":"t1"}""", """
            {"mtype":"montecat.model","bundle":"paper-a-10s","exposure":"10","parameters":["0.2","1.7","0.5"]}""", """
            {"mtype":"montecat.fit.region","events":"evt.fits[EVENTS][pi>5]","filter":"pi<9","exposure":"12.5",
            "samples":"50"}""", """
            {"mtype":"montecat.fit","counts":["1","2","3"],"exposure":"10","model":"powerlaw","prior":"nH=uniform:0,1;norm=loguniform:1e-5,1",
            "fix":"PhoIndex=2","notice":"0.5,8","abund":"wilm","flux":"0.5-2",
            "cosmology":"70,0.3","response-dir":"/tmp"}""", """
            {"mtype":"montecat.fit","counts":["1","2","3"],"exposure":"10","model":"tbabs*(powerlaw+bbody)"}""");

    private static final List<String> MTYPES = List.of("montecat.model", "montecat.fit.region");

    private static BundleLibrary library;

    private MessageReaders() {
    }

    /**
     * Reads a message.
     *
     * @param json the message as in {@link #SEEDS}
     * @throws Exception if it is refused
     */
    public static void read(JsonObject json) throws Exception {
        // A client cannot send other types: the agent subscribes to none.
        String mtype = MTYPES.stream().filter(m -> new JsonPrimitive(m).equals(json.get("mtype"))).findFirst()
                .orElse("montecat.fit");
        Message message = new Message(mtype);
        json.entrySet().forEach(e -> message.addParam(e.getKey(), samp(e.getValue())));
        MessageParameters p = new MessageParameters(message);
        if (mtype.equals("montecat.model")) {
            new ModelService(library()).serve("c1", message);
            return;
        }
        FitPlan usual = new FitPlan(library(), FitSettings.DEFAULT, SpectrumTableSettings.AUTOMATIC);
        FitPlan plan = FitParameters.plan(p, usual, FitModelLibrary.shipped().withoutFiles(), usual.reading(),
                Optional.empty());
        SpectrumTableSettings reading = SpectrumTableSettings.AUTOMATIC;
        reading = p.optionalText("column").map(reading::withColumn).orElse(reading);
        if (mtype.equals("montecat.fit.region")) {
            p.number("exposure");
            EventLocation.parse(p.text("events"));
            return;
        }
        reading = p.optionalText("exposure").map(reading::withExposure).orElse(reading);
        QuantileColumns.parse(p.optionalText("quantiles"));
        double[] counts = p.texts("counts").stream().mapToDouble(t -> p.number("counts", t)).toArray();
        SpectrumTable table = plan.reading(reading).recognise(new CountsTable(counts));
        try (RequestSequence requests = table.requests()) {
            for (FitRequest request : requests.next(1)) {
                if (request.spectrum() == null) {
                    throw new IOException(request.failure().getMessage());
                }
            }
        }
    }

    private static synchronized BundleLibrary library() throws IOException {
        if (library == null) {
            library = BundleLibrary.of(List.of(BundleLibrary.shipped().find("paper-a-10s").orElseThrow()));
        }
        return library;
    }

    /** SAMP has texts, lists and maps. */
    private static Object samp(JsonElement element) {
        if (element instanceof JsonArray array) {
            List<Object> list = new ArrayList<>();
            array.forEach(e -> list.add(samp(e)));
            return list;
        } else if (element instanceof JsonObject object) {
            Map<String, Object> map = new LinkedHashMap<>();
            object.entrySet().forEach(e -> map.put(e.getKey(), samp(e.getValue())));
            return map;
        }
        return element.isJsonNull() ? "" : element.getAsString();
    }
}
