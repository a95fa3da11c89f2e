package pl.chronobook.profiling;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/**
 * The time during which a thread worked on a request or another piece of work with a
 * trace. It is written when the work ends, on the thread that did it.
 */
@Name(RequestSpan.NAME)
@Label("Request Span")
@Category("ChronoBook")
@StackTrace(false)
class RequestSpan extends Event {

	static final String NAME = "pl.chronobook.RequestSpan";

	@Label("Span")
	String spanId = "";

}
