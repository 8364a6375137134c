// Starts the page. Old browsers run this file too, so it keeps to the JavaScript of 2009.
//
// - Below the floor (Chromium 96, iOS 16.4) it says so instead of leaving a blank screen.
// - When the program cannot be fetched or stops (a panic), it says what is safe and what to do.
// - It takes the "opening" words away once the page has put something on the screen.
(function () {
  "use strict";

  var script = document.currentScript;
  var boot = document.getElementById("boot");
  var started = false;

  var words = {
    old: {
      zh: "这个浏览器太旧了，打不开骑途。请更新浏览器，或者换一个：Chrome 96 以上，iPhone 系统 16.4 以上。",
      en: "This browser is too old for Qitu. Please update it, or use another: Chrome 96 or later, iOS 16.4 or later."
    },
    fetch: {
      zh: "没能打开骑途：有一部分没下载完。存下的计划还在。请看看网络，再试一次。",
      en: "Qitu could not open: part of it did not arrive. What you saved is safe. Please check the network and try again."
    },
    stopped: {
      zh: "骑途出了错，停下了。存下的计划还在这台设备上。请重新打开。",
      en: "Qitu met an error and stopped. What you saved is still on this device. Please open it again."
    },
    again: { zh: "重新打开", en: "Open again" },
    detail: { zh: "给修理的人看", en: "For whoever repairs it" }
  };

  function line(tag, both) {
    var english = /^en/.test(document.documentElement.lang || "");
    var node = document.createElement(tag);
    node.lang = english ? "en" : "zh-Hans";
    node.appendChild(document.createTextNode(english ? both.en : both.zh));
    return node;
  }

  // The message stands in the document itself: nothing of the stopped program is needed to show it.
  function tell(which, detail) {
    if (document.getElementById("trouble")) return;
    var box = document.createElement("div");
    box.id = "trouble";
    box.className = "boot-trouble";
    box.setAttribute("role", "alert");
    box.setAttribute("data-kind", which);
    box.appendChild(line("p", words[which]));
    if (which === "old") {
      // The language is not known yet on a browser this old: say both.
      var other = document.createElement("p");
      other.lang = "en";
      other.appendChild(document.createTextNode(words.old.en));
      box.appendChild(other);
    } else {
      var again = line("button", words.again);
      again.type = "button";
      again.onclick = function () { location.reload(); };
      box.appendChild(again);
    }
    if (detail) {
      var more = document.createElement("details");
      more.appendChild(line("summary", words.detail));
      var text = document.createElement("pre");
      text.appendChild(document.createTextNode(String(detail).slice(0, 2000)));
      more.appendChild(text);
      box.appendChild(more);
    }
    if (boot.parentNode) boot.parentNode.removeChild(boot);
    document.body.insertBefore(box, document.body.firstChild);
    window.scrollTo(0, 0);
  }

  // A module that answers "does this engine know reference types", the newest thing the build uses.
  var PROBE = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 111, 3, 2, 1, 0, 10, 6, 1, 4, 0, 208, 111, 11];

  function newEnough() {
    try {
      return "noModule" in document.createElement("script") &&
        typeof HTMLDialogElement === "function" &&
        typeof WebAssembly === "object" &&
        WebAssembly.validate(new Uint8Array(PROBE));
    } catch (error) {
      return false;
    }
  }

  if (!newEnough()) {
    tell("old");
    return;
  }

  // A panic, a stack that is full and a memory that is full all leave the program as an error of the
  // engine, and nothing will move again. Any error before the page has put something on the screen
  // means that part of it did not arrive.
  function hasStopped(error) {
    return error instanceof WebAssembly.RuntimeError || (error instanceof RangeError && /wasm/.test(error.stack));
  }
  function failed(error) {
    var detail = error && (error.stack || error.message);
    if (!started) tell("fetch", detail);
    else if (hasStopped(error)) tell("stopped", detail);
  }
  window.addEventListener("error", function (event) { failed(event.error); });
  window.addEventListener("unhandledrejection", function (event) { failed(event.reason); });

  new MutationObserver(function (_, observer) {
    if (document.body.lastElementChild !== boot) {
      started = true;
      observer.disconnect();
      if (boot.parentNode) boot.parentNode.removeChild(boot);
    }
  }).observe(document.body, { childList: true });

  function module(name, ready) {
    var node = document.createElement("script");
    node.type = "module";
    node.src = script.getAttribute(name);
    node.onload = ready;
    node.onerror = function () { tell("fetch"); };
    document.head.appendChild(node);
  }
  function start() { module("data-app", null); }

  // In another page's frame the host has a say first.
  if (/[?&]embed=/.test(location.search)) {
    module("data-embedded", function () { window.qituEmbedded(start); });
  } else {
    start();
  }
})();
