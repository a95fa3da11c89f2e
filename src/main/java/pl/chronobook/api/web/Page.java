package pl.chronobook.api.web;

import java.util.List;
import java.util.function.Function;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param items the items of this part
 * @param nextCursor the cursor of the next part; absent on the last one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Page<T>(List<T> items,
		@Schema(description = "Send it as the parameter cursor to get the next part; absent on the last one.",
				example = "MTIw") @Nullable String nextCursor) {

	static final int DEFAULT_LIMIT = 50;

	static final int MAX_LIMIT = 100;

	/**
	 * Creates a part from rows; one row more than {@code limit} shows that there is a
	 * next part.
	 * @param cursor the cursor that begins after a row
	 */
	static <S, T> Page<T> of(List<S> rows, int limit, Function<S, T> view, Function<S, String> cursor) {
		boolean more = rows.size() > limit;
		List<S> shown = more ? rows.subList(0, limit) : rows;
		return new Page<>(shown.stream().map(view).toList(), more ? cursor.apply(shown.getLast()) : null);
	}

}
