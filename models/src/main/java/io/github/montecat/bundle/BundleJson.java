package io.github.montecat.bundle;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import dev.harrel.jsonschema.Error;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.GsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Reads and writes the JSON texts of a bundle. What is read must obey the published schema
 * ({@code bundle-3.schema.json}), so that nothing that the schema requires is missing or null afterwards. Stateless.
 */
final class BundleJson {

    /** Longest text that is read, in bytes; that of the largest shipped bundle has 30,000. */
    static final int LONGEST = 8 << 20;

    private static final String SCHEMA = "bundle-3.schema.json";
    private static final TypeAdapter<Double> NUMBER = new NumberAdapter();
    private static final Gson JSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping()
            .setStrictness(Strictness.STRICT)
            .registerTypeAdapter(double.class, NUMBER).registerTypeAdapter(Double.class, NUMBER).create();

    private BundleJson() {
    }

    /** Made when first used: looking at the shipped bundles does without. */
    private static final class Schema {

        private static final Validator VALIDATOR = new ValidatorFactory().withJsonNodeFactory(new GsonNode.Factory())
                .withDisabledSchemaValidation(true).createValidator();
        private static final URI MANIFEST = VALIDATOR.registerSchema(text());

        private Schema() {
        }

        private static String text() {
            try (InputStream in = Objects.requireNonNull(BundleJson.class.getResourceAsStream(SCHEMA), SCHEMA)) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + SCHEMA + " of the program itself", e);
            }
        }
    }

    /** Numbers that are not finite, which a diagnostic may be, are written as strings: JSON has no other form. */
    private static final class NumberAdapter extends TypeAdapter<Double> {

        @Override
        public void write(JsonWriter out, Double value) throws IOException {
            if (value == null) {
                out.nullValue();
            } else if (Double.isFinite(value)) {
                out.value(value);
            } else {
                out.value(value.toString());
            }
        }

        @Override
        public Double read(JsonReader in) throws IOException {
            if (in.peek() == JsonToken.NULL) {
                in.nextNull();
                return null;
            }
            return Double.valueOf(in.nextString());
        }
    }

    static byte[] write(Object value) {
        return JSON.toJson(value).getBytes(StandardCharsets.UTF_8);
    }

    /** Reads a manifest that is known to obey the schema. */
    static BundleManifest trustedManifest(byte[] json) {
        return JSON.fromJson(new String(json, StandardCharsets.UTF_8), BundleManifest.class);
    }

    static BundleManifest manifest(byte[] json) throws BundleFormatException {
        JsonElement tree = parse(json, BundleFile.MANIFEST);
        JsonElement format = tree instanceof JsonObject object ? object.get("format") : null;
        if (!(format instanceof JsonPrimitive number) || !number.isNumber()) {
            throw new BundleFormatException(BundleFile.MANIFEST + (format == null ? " does not tell its format"
                    : " has the format " + format + ", which is no number")
                    + "; a bundle of this program has \"format\": " + BundleFile.FORMAT);
        }
        if (number.getAsDouble() != BundleFile.FORMAT) {
            throw new BundleFormatException("it is of format " + format
                    + ", this program reads format " + BundleFile.FORMAT
                    + (number.getAsDouble() == BundleFile.CONVERTIBLE
                    ? "; convert it with 'montecat bundles convert'" : "; get a program that reads it"));
        }
        requireValid(Schema.MANIFEST, tree, BundleFile.MANIFEST);
        return JSON.fromJson(tree, BundleManifest.class);
    }

    static BundleTables.Head table(byte[] json, String member) throws BundleFormatException {
        JsonElement tree = parse(json, member);
        requireValid(URI.create(Schema.MANIFEST + "#/$defs/table"), tree, member);
        return JSON.fromJson(tree, BundleTables.Head.class);
    }

    private static JsonElement parse(byte[] json, String member) throws BundleFormatException {
        if (json.length > LONGEST) {
            throw new BundleFormatException(member + " has " + json.length + " bytes, expected at most " + LONGEST);
        }
        try {
            return JSON.fromJson(new String(json, StandardCharsets.UTF_8), JsonElement.class);
        } catch (JsonParseException e) {
            throw new BundleFormatException(member + " is not valid JSON: " + firstLine(e), e);
        }
    }

    /** What Gson says, without the exception's name and the address of its help pages. */
    private static String firstLine(JsonParseException e) {
        String message = String.valueOf(e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
        return message.lines().findFirst().orElse("it cannot be read").replaceFirst("^Use JsonReader.*malformed JSON",
                "malformed text");
    }

    private static void requireValid(URI schema, JsonElement tree, String member) throws BundleFormatException {
        Validator.Result result;
        try {
            result = Schema.VALIDATOR.validate(schema, tree);
        } catch (ArithmeticException | NumberFormatException e) {
            // Gson reads numbers when they are asked for, and gives up on exponents of many digits.
            throw new BundleFormatException(member + " has a number that is too large or too small to be read ("
                    + e.getMessage() + ")", e);
        }
        if (!result.isValid()) {
            Error first = result.getErrors().get(0);
            throw new BundleFormatException(member + " does not obey the schema " + SCHEMA + ": at '"
                    + first.getInstanceLocation() + "', found " + found(tree, first.getInstanceLocation()) + ": "
                    + reason(first));
        }
    }

    /** What the validator says; of a schema that forbids all it says nothing that helps. */
    private static String reason(Error error) {
        return error.getEvaluationPath().endsWith("additionalProperties")
                ? "the schema has no property of this name here" : error.getError();
    }

    /** The value at a place (RFC 6901), or what kind of value it is. */
    private static String found(JsonElement tree, String pointer) {
        JsonElement at = tree;
        for (String word : pointer.split("/", -1)) {
            String key = word.replace("~1", "/").replace("~0", "~");
            if (at instanceof JsonObject object && object.has(key)) {
                at = object.get(key);
            } else if (at instanceof JsonArray array && key.matches("\\d{1,9}")
                    && Integer.parseInt(key) < array.size()) {
                at = array.get(Integer.parseInt(key));
            }
        }
        return at instanceof JsonObject ? "an object" : at instanceof JsonArray ? "a list" : at.toString();
    }
}
