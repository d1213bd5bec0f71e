package io.github.montecat.agent;

import uk.ac.starlink.table.StarTable;

/**
 * A table that came by {@code table.load.fits}.
 *
 * @param id its table id
 * @param name its name
 * @param url the address from which it came
 * @param table its content, in memory
 */
public record ReceivedTable(String id, String name, String url, StarTable table) {
}
