"""What a browser brings to a session that does not know it.

Its widgets' values and the click it comes with.

After a restart, a failover or a long disconnection the browser still has its page, while the server
begins a session that has drawn none. In that session's first run Streamlit can neither call back
nor tell a value by its key, and what the address says takes the place of what the visitor chose
last. So the first run draws the page as the address has it, which makes every widget known, and
what the browser brought is then run again as an ordinary click.

The only module that uses what Streamlit keeps to itself: nothing public gives what the browser sent
for a widget that is not drawn yet. Where that is missing, the address alone counts, as it does
without this module.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NoReturn

from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.scriptrunner import RerunData, RerunException
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext
from streamlit.runtime.state import SafeSessionState


@dataclass(frozen=True, slots=True)
class Brought:
    """What the browser's widgets hold on one page, the pressed button included."""

    page: str
    states: WidgetStates

    def holds(self, key: str) -> bool:
        """Return whether a widget of this key is among them; its id ends in its key."""
        return any(state.id.endswith(f"-{key}") for state in self.states.widgets)


def bring(session: SafeSessionState, page: str, before: Brought | None) -> Brought | None:
    """Take what the browser sent, before any widget of this run is drawn.

    Parameters
    ----------
    page
        which page runs, by Streamlit's own name.
    before
        what it sent for a run that was cut short: a button pressed then is not sent again.

    Returns
    -------
    Brought or None
        None where it sent nothing, as a tab does that has just been opened.
    """
    try:
        sent = {state.id: state for state in session.get_widget_states()}
    except AttributeError:
        return None
    if before is not None and before.page == page:
        pressed = {state.id: state for state in before.states.widgets if state.trigger_value}
        sent |= {
            name: state
            for name, state in pressed.items()
            if not sent.get(name, WidgetState()).trigger_value
        }
    return Brought(page, WidgetStates(widgets=sent.values())) if sent else None


def is_news(brought: Brought, context: ScriptRunContext, session: SafeSessionState) -> bool:
    """Return whether the page as it is drawn differs from what the browser brought for it.

    A widget that calls back has taken the browser's value in silence. It is put back to its
    default, so that the value counts as a change when it comes again.
    """
    if brought.page != context.page_script_hash:
        return False
    try:
        # A list, since all are put back: C419 would stop at the first that differs.
        return any([_differs(session, state) for state in brought.states.widgets])  # noqa: C419
    except AttributeError:
        return False


def _differs(session: SafeSessionState, state: WidgetState) -> bool:
    held: Any = session._state._new_widget_state
    metadata = held.widget_metadata.get(state.id)
    if metadata is None or state.id not in held:
        return False
    if state.trigger_value:
        return True
    if held[state.id] != session[state.id]:
        return True
    default = metadata.deserializer(None)
    if metadata.callback is None or held[state.id] == default:
        return False
    held.set_from_value(state.id, default)
    return True


def comes_late(context: ScriptRunContext, session: SafeSessionState, bound: str | None) -> bool:
    """Return whether a run only brings what was typed on a page that a link has led away from.

    What is typed and a link clicked right after it come as two messages, and on a quick click the
    browser sends the link's first. The other one then still names the page that the visitor has
    left, and holds that page's widgets, as no link does.

    Parameters
    ----------
    bound
        the page that the run before led to, where it was not drawn to its end.
    """
    if bound is None or bound == context.page_script_hash or context.is_history_navigation:
        return False
    return bool(session.get_widget_states())


def run_again(context: ScriptRunContext, brought: Brought) -> NoReturn:
    """Run the page with what the browser brought, as if the visitor clicked now."""
    raise RerunException(
        RerunData(
            query_string=context.query_string,
            page_script_hash=context.page_script_hash,
            widget_states=brought.states,
            cached_message_hashes=context.cached_message_hashes,
            context_info=context.context_info,
        )
    )
