package pl.chronobook.platform;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Values that a chart is rendered with.
 *
 * @param files values files of the chart, later ones over earlier ones
 * @param settings single values over the files
 */
record Values(List<String> files, Map<String, Object> settings) {

	static Values of(String... files) {
		return new Values(List.of(files), Map.of());
	}

	Values with(String name, Object value) {
		Map<String, Object> more = new LinkedHashMap<>(this.settings);
		more.put(name, value);
		return new Values(this.files, more);
	}

	@Override
	public String toString() {
		return String.join(" + ", this.files) + (this.settings.isEmpty() ? "" : " " + this.settings);
	}

}
